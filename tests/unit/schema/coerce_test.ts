import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { BareRecord } from "../../../src/http/record.ts";
import { coercionOf, type RawRecord, recordOfForm } from "../../../src/schema/coerce.ts";
import type { AnySchema } from "../../../src/schema/standard_schema.ts";

const test = suite("schema/coerce");

/** A schema of a whole part, what arrived, and what the schema gets; undefined: what arrived. */
const PARTS: readonly [name: string, schema: AnySchema, raw: RawRecord, read?: RawRecord][] = [
  [
    "an object: each name by its own schema",
    z.object({ page: z.int(), q: z.string(), on: z.boolean(), tag: z.array(z.string()) }),
    { page: "2", q: "2", on: "1", tag: "a" },
    { page: 2, q: "2", on: true, tag: ["a"] },
  ],
  ["an object: names it has not", z.object({ a: z.int() }), { a: "1", b: "2" }, { a: 1, b: "2" }],
  ["an object: names that are not given", z.object({ a: z.int(), b: z.int() }), { b: "1" }, {
    b: 1,
  }],
  [
    "an object: names of Object.prototype",
    z.object({ constructor: z.int(), toString: z.boolean(), a: z.int() }),
    { constructor: "1", a: "2" },
    { constructor: 1, a: 2 },
  ],
  ["a loose object", z.looseObject({ a: z.int() }), { a: "1", b: "2" }, { a: 1, b: "2" }],
  [
    "an object with a catchall",
    z.object({ a: z.string() }).catchall(z.int()),
    { a: "1", b: "2", c: "x" },
    { a: "1", b: 2, c: "x" },
  ],
  ["a record", z.record(z.string(), z.int()), { a: "1", b: "x" }, { a: 1, b: "x" }],
  ["a record of texts", z.record(z.string(), z.string()), { a: "1" }],
  ["an object of texts", z.object({ a: z.string(), b: z.email() }), { a: "1", b: "2" }],
  ["an object in an object", z.object({ a: z.object({ b: z.int() }) }), { "a[b]": "1", a: "{}" }],
  ["something else", z.any(), { a: "1" }],
  [
    "a transform of an object",
    z.object({ a: z.int() }).transform(({ a }) => a),
    { a: "1" },
    { a: 1 },
  ],
  [
    "an object behind wrappers",
    z.lazy(() => z.object({ a: z.int() }).optional().readonly()).default({ a: 1 }),
    { a: "5" },
    { a: 5 },
  ],
  [
    "an object that is refined",
    z.object({ a: z.int(), b: z.int() }).refine(({ a, b }) => a < b),
    { a: "1", b: "2" },
    { a: 1, b: 2 },
  ],
  [
    "an intersection",
    z.intersection(z.object({ a: z.int() }), z.object({ b: z.array(z.int()) })),
    { a: "1", b: "2", c: "3" },
    { a: 1, b: [2], c: "3" },
  ],
];

for (const [name, schema, raw, read] of PARTS) {
  test(`coercionOf() reads ${name}`, () => {
    const coerce = coercionOf(schema, unexpected);
    assert.equal(coerce && { ...coerce(bare(raw)) }, read ?? null);
  });
}

test("coercionOf() gives a fresh record without a prototype, and changes nothing", () => {
  const tags = Object.freeze(["1", "2"]);
  const raw = Object.freeze(bare({ page: "1", tag: tags }));
  const read = coercionOf(
    z.object({ page: z.int(), tag: z.array(z.int()) }),
    unexpected,
  )?.(raw);
  assert.is.not(read, raw);
  assert.equal({ ...read }, { page: 1, tag: [1, 2] });
  assert.equal({ ...raw }, { page: "1", tag: ["1", "2"] });
  assert.is(Reflect.get(read ?? {}, "toString"), undefined);
  assert.is(read instanceof Object, false);
});

test("coercionOf() passes __proto__ on as the plain name that it is", () => {
  const raw = bare({ a: "1", ["__proto__"]: "2" });
  for (const schema of [z.object({ a: z.int() }), z.record(z.string(), z.int())]) {
    const read = coercionOf(schema, unexpected)?.(raw) ?? {};
    assert.equal(Object.keys(read).toSorted(), ["__proto__", "a"]);
    assert.is(read.a, 1);
  }
});

test("coercionOf() lets a strict schema see the names it refuses", () => {
  const schema = z.strictObject({ a: z.int() });
  const issues = schema.safeParse(coercionOf(schema, unexpected)?.(bare({ a: "1", b: "" }))).error
    ?.issues;
  assert.equal(issues?.map(({ code }) => code), ["unrecognized_keys"]);
});

const Pet = z.union([
  z.object({ name: z.string(), age: z.int() }),
  z.object({ name: z.string(), tags: z.array(z.int()) }),
]);

test("coercionOf() reads a union of objects as the first that takes its own reading", () => {
  const coerce = coercionOf(Pet, unexpected);
  assert.equal({ ...coerce?.(bare({ name: "1", age: "2" })) }, { name: "1", age: 2 });
  assert.equal({ ...coerce?.(bare({ name: "1", tags: "2" })) }, { name: "1", tags: [2] });
});

test("coercionOf() reads a union of objects as its first where none takes it", () => {
  const read = coercionOf(Pet, unexpected)?.(bare({ age: "2" }));
  assert.equal({ ...read }, { age: 2 });
});

const Shape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("circle"), size: z.number() }),
  z.object({ kind: z.literal(2), size: z.string() }),
  z.object({ kind: z.literal("list"), size: z.array(z.int()) }),
]);

test("coercionOf() reads a discriminated union by its tag, right or wrong beside it", () => {
  const coerce = coercionOf(Shape, unexpected);
  const read = (kind: string, size: string) => ({ ...coerce?.(bare({ kind, size })) });
  assert.equal(read("circle", "1"), { kind: "circle", size: 1 });
  assert.equal(read("2", "1"), { kind: 2, size: "1" });
  assert.equal(read("list", "x"), { kind: "list", size: ["x"] });
});

test("coercionOf() warns of a library that has no JSON Schema, once, with what to do", () => {
  const warnings: string[] = [];
  const coerce = coercionOf(v.object({ page: v.number() }), (message) => warnings.push(message));
  assert.is(coerce, null);
  assert.is(warnings.length, 1);
  assert.match(warnings[0] ?? "", /"valibot" has no JSON Schema.*toStandardJsonSchema\(\)/);
});

test("coercionOf() says of Zod 3 that Zod 4 has what it lacks", () => {
  const warnings: string[] = [];
  const coerce = coercionOf(z3.object({ page: z3.number() }), (message) => warnings.push(message));
  assert.is(coerce, null);
  assert.match(warnings.join(), /"zod" has no JSON Schema.* Zod 4/);
});

test("coercionOf() warns of a library it does not know by name", () => {
  const warnings: string[] = [];
  const validate = () => ({ value: 1 });
  const schema: AnySchema = { "~standard": { version: 1, vendor: "home", validate } };
  assert.is(coercionOf(schema, (message) => warnings.push(message)), null);
  assert.match(warnings.join(), /"home" has no JSON Schema.*"~standard\.jsonSchema"/);
});

test("coercionOf() warns of a schema whose JSON Schema cannot be made", () => {
  const warnings: string[] = [];
  const jsonSchema = { input: () => unexpected("No dates"), output: () => ({}) };
  const standard = {
    version: 1,
    vendor: "home",
    validate: () => ({ value: 1 }),
    jsonSchema,
  } as const;
  const schema = { "~standard": standard };
  assert.is(coercionOf(schema, (message) => warnings.push(message)), null);
  assert.match(warnings.join(), /"home" has no JSON Schema \(No dates\), so/);
});

test("coercionOf() warns of nothing where there is a JSON Schema", () => {
  const coerce = coercionOf(type({ page: "number.integer" }), unexpected);
  assert.equal({ ...coerce?.(bare({ page: "2" })) }, { page: 2 });
});

test("coercionOf() takes no schema of Zod 3 for one of Zod 4", () => {
  const warnings: string[] = [];
  const validate = () => ({ value: 1 });
  const schema: AnySchema = { "~standard": { version: 1, vendor: "zod", validate } };
  assert.is(coercionOf(schema, (message) => warnings.push(message)), null);
  assert.is(warnings.length, 1);
});

test("recordOfForm() has texts and files by name, those of a repeated name as a list", () => {
  const form = new FormData();
  const file = new File(["x"], "x.txt");
  form.append("name", "Ada");
  form.append("file", file);
  form.append("mixed", "1");
  form.append("mixed", file);
  form.append("mixed", "3");
  const record = recordOfForm(form);
  assert.is(record.name, "Ada");
  assert.is(record.file instanceof File && record.file.name, "x.txt");
  assert.is(Array.isArray(record.mixed) && record.mixed.length, 3);
});

test("recordOfForm() takes names of Object.prototype as plain names", () => {
  const form = new FormData();
  for (const name of ["__proto__", "constructor", "toString"]) form.append(name, "x");
  const record = recordOfForm(form);
  assert.equal(Object.keys(record), ["__proto__", "constructor", "toString"]);
  assert.is(record.valueOf, undefined);
});

test("a form is coerced as a query is, and its files stay files", () => {
  const form = new FormData();
  form.append("age", "36");
  form.append("photos", new File(["x"], "x.png"));
  const schema = z.object({ age: z.int(), photos: z.array(z.file()) });
  const read = schema.parse(coercionOf(schema, unexpected)?.(recordOfForm(form)));
  assert.is(read.age, 36);
  assert.is(read.photos[0]?.name, "x.png");
});

function bare(values: RawRecord): RawRecord {
  const record = new BareRecord<unknown>();
  for (const name of Object.keys(values)) record[name] = values[name];
  return record;
}

function unexpected(message: string): never {
  throw new Error(message);
}

test.run();
