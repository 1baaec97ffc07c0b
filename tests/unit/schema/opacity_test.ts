import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
import { dropsUnknownKeys } from "../../../src/schema/opacity.ts";
import type { AnySchema } from "../../../src/schema/standard_schema.ts";

const test = suite("schema/opacity");

const user = z.object({ name: z.string(), tags: z.array(z.string()), age: z.int().optional() });

const Tree = z.object({
  size: z.int(),
  get kids() {
    return z.array(Tree);
  },
});

const CLOSED: readonly (readonly [name: string, schema: z.ZodType])[] = [
  ["an object", user],
  ["a strict object", z.strictObject({ user })],
  ["an object that is refined", user.refine(() => true)],
  ["a text", z.string()],
  ["a coerced number", z.coerce.number()],
  ["a list", z.array(user)],
  ["a tuple", z.tuple([user, z.int()], z.boolean())],
  ["a union", z.union([user, z.null()])],
  ["a discriminated union", z.discriminatedUnion("a", [z.object({ a: z.literal(1) })])],
  ["an intersection", z.intersection(user, z.object({ b: z.int() }))],
  ["wrappers", user.nullable().optional().default(null).readonly()],
  ["a record of counted keys", z.record(z.enum(["a", "b"]), user)],
  ["a partial record of counted keys", z.partialRecord(z.literal(["a"]), z.int())],
  ["a transform of what was read", user.transform((value): unknown => value)],
  ["a pipe of what was read", user.pipe(z.any())],
  ["a codec", z.codec(user, z.any(), { decode: (value) => value, encode: (value) => value })],
  ["a lazy schema", z.lazy(() => user)],
  ["a schema that holds itself", Tree],
];

const OPEN: readonly (readonly [name: string, schema: z.ZodType])[] = [
  ["anything", z.any()],
  ["something unknown", z.unknown()],
  ["any JSON", z.json()],
  ["a loose object", z.looseObject({})],
  ["an object with a catchall", z.object({}).catchall(z.int())],
  ["a record", z.record(z.string(), z.int())],
  ["a loose record", z.looseRecord(z.enum(["a"]), z.int())],
  ["a custom type", z.custom(() => true)],
  ["an instance", z.instanceof(Object)],
  ["a transform of what came in", z.transform((value) => value)],
  ["a preprocessed object", z.preprocess((value) => value, user)],
  ["a pipe of what came in", z.any().pipe(user)],
  ["a fallback, which may return what came in", user.catch(({ input }) => input as never)],
  ["a map", z.map(z.string(), z.any())],
  ["a list of anything", z.array(z.any())],
  ["a tuple with an open rest", z.tuple([user], z.any())],
  ["an open option", z.union([user, z.any()])],
  ["an open side", z.intersection(user, z.looseObject({}))],
  ["an open field, far down", z.object({ a: z.array(z.object({ b: z.unknown() })).optional() })],
  ["an open value of counted keys", z.record(z.enum(["a"]), z.any())],
  ["a lazy schema of anything", z.lazy(() => z.any())],
];

for (const [name, schema] of CLOSED) {
  test(`dropsUnknownKeys() holds for ${name}`, () => {
    assert.ok(dropsUnknownKeys(schema));
  });

  test(`${name} lets no key through that it does not name`, () => {
    for (const value of hostile()) {
      const { data } = schema.safeParse(value);
      assert.not.match(JSON.stringify(data) ?? "", /hostile/);
    }
  });
}

for (const [name, schema] of OPEN) {
  test(`dropsUnknownKeys() does not hold for ${name}`, () => {
    assert.not.ok(dropsUnknownKeys(schema));
  });
}

test("dropsUnknownKeys() does not hold for a kind it does not know", () => {
  const { "~standard": standard } = z.int();
  for (const type of ["quaternion", "optional", "array", "lazy", "union", "tuple"]) {
    const later: AnySchema & object = { "~standard": standard };
    assert.not.ok(dropsUnknownKeys(Object.assign(later, { _zod: { def: { type } } })), type);
  }
});

test("dropsUnknownKeys() does not hold for other libraries", () => {
  assert.not.ok(dropsUnknownKeys(v.strictObject({ a: v.number() })));
  assert.not.ok(dropsUnknownKeys(type({ "+": "reject", a: "number" })));
});

/** Values of the shapes above, each with keys that no schema names. */
function hostile(): readonly unknown[] {
  const keys = '"__proto__":{"hostile":1},"constructor":{"prototype":{"hostile":1}},"hostile":1';
  const one = `{"name":"x","tags":[],"a":1,"b":1,"size":1,"kids":[],${keys}}`;
  const texts = [one, `[${one}]`, `[${one},1,true]`, `{"user":${one}}`, `{"a":${one},"b":${one}}`];
  return [...texts, `{"a":1,"name":"x","tags":[],${keys}}`].map((text) => JSON.parse(text));
}

test.run();
