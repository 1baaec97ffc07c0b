import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import type { AnySchema } from "../../../src/schema/standard_schema.ts";
import { zodSchema } from "../../../src/schema/zod_def.ts";
import { isIntegerAt } from "../../../src/schema/zod_number.ts";

const test = suite("schema/zod_number");

const INTEGERS: readonly (readonly [name: string, schema: z.ZodType])[] = [
  ["z.int()", z.int()],
  ["z.uint32()", z.uint32()],
  ["z.number().int()", z.number().min(1).int()],
  ["a default", z.int().default(1)],
  ["a pipe that ends in one", z.any().pipe(z.int())],
  ["a union", z.union([z.string(), z.int()])],
  ["an intersection", z.intersection(z.any(), z.int())],
];

for (const [name, schema] of INTEGERS) {
  test(`isIntegerAt() finds an integer in ${name}`, () => {
    assert.ok(isInteger(schema, []));
  });
}

test("isIntegerAt() finds an integer under every kind of step", () => {
  const int = z.int();
  for (
    const [schema, path] of [
      [z.object({ a: int }), ["a"]],
      [z.object({}).catchall(int), ["b"]],
      [z.record(z.string(), int), ["c"]],
      [z.array(int), [4]],
      [z.tuple([z.number(), int]), [1]],
      [z.tuple([z.number()], int), [7]],
      [z.array(z.object({ a: z.tuple([int]) }).optional()), [0, "a", 0]],
    ] as const
  ) {
    assert.ok(isInteger(schema, path), path.join("."));
  }
});

test("isIntegerAt() finds none where the number may have a fraction, or there is no number", () => {
  for (
    const [schema, path] of [
      [z.number(), []],
      [z.float32(), []],
      [z.string(), []],
      [z.int(), ["a"]],
      [z.object({ a: z.number() }), ["a"]],
      [z.object({ a: z.int() }), ["b"]],
      [z.object({ a: z.int() }), ["toString"]],
      [z.tuple([z.int()]), [1]],
    ] as const
  ) {
    assert.not.ok(isInteger(schema, path), path.join("."));
  }
});

test("isIntegerAt() ends where a schema is nothing but itself", () => {
  const knot: z.ZodType = z.lazy(() => z.union([knot, z.int()]));
  assert.ok(isInteger(knot, []));
  assert.not.ok(isInteger(knot, ["a"]));
});

test("isIntegerAt() looks at each schema once a step, however many ways lead there", () => {
  let looks = 0;
  const Node: z.ZodType = z.lazy(() => z.discriminatedUnion("kind", [A, B]));
  const A = z.object({ kind: z.literal("a"), next: Node });
  const B = z.object({ kind: z.literal("b"), next: Node });
  for (const { _zod: { def } } of [A, B]) {
    const { shape } = def;
    Object.defineProperty(def, "shape", { get: () => (looks++, shape) });
  }
  const path = Array<string>(64).fill("next");
  assert.not.ok(isInteger(Node, [...path, "[key]"]));
  assert.is(looks, 2 * 65);
});

function isInteger(schema: AnySchema, path: readonly (string | number)[]): boolean {
  const zod = zodSchema(schema);
  return zod !== null && isIntegerAt(zod, path);
}

test.run();
