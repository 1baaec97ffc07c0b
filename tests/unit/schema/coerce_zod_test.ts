import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { coercionOf } from "../../../src/schema/coerce.ts";
import type { AnySchema } from "../../../src/schema/standard_schema.ts";
import { COERCION_CASES, type CoercionCase } from "../../support/coercion_cases.ts";

const test = suite("schema/coerce_zod");

/** A schema, and what comes of a text before the schema sees it; undefined: the text. */
type Kind = readonly [name: string, schema: AnySchema, read: (one: CoercionCase) => unknown];

const number = ({ number }: CoercionCase) => number;
const integer = ({ number, integer = number }: CoercionCase) => integer;
const boolean = ({ boolean }: CoercionCase) => boolean;
const bigint = ({ bigint }: CoercionCase) => bigint;
const oneOf = (...members: unknown[]) => (one: CoercionCase) =>
  [one.text, one.number, one.boolean, one.bigint].find((value) => members.includes(value));
const text = () => undefined;

const SCALARS: readonly Kind[] = [
  ["z.number()", z.number(), number],
  ["z.number() with checks", z.number().min(2).multipleOf(5).refine(() => true), number],
  ["z.float64()", z.float64(), number],
  ["z.int()", z.int(), integer],
  ["z.int().min(2)", z.int().min(2), integer],
  ["z.number().int()", z.number().int(), integer],
  ["z.int32()", z.int32(), integer],
  ["z.uint32()", z.uint32(), integer],
  ["z.boolean()", z.boolean(), boolean],
  ["z.bigint()", z.bigint(), bigint],
  ["z.int64()", z.int64(), bigint],
  ["z.literal(1)", z.literal(1), oneOf(1)],
  ["z.literal([1, -1, 1000])", z.literal([1, -1, 1000]), oneOf(1, -1, 1000)],
  ["z.literal(true)", z.literal(true), oneOf(true)],
  ["z.literal(false)", z.literal(false), oneOf(false)],
  ["z.literal(10n)", z.literal(10n), oneOf(10n)],
  ["z.enum() of numbers", z.enum({ Low: 1, High: 2 }), oneOf(1, 2)],
  ["z.enum() of both", z.enum({ Red: "red", Ten: 10 }), oneOf("red", 10)],
  ["z.enum() of an enum's object", z.enum({ A: 0, B: 1, 0: "A", 1: "B" }), oneOf(0, 1)],
];

const inner: readonly Kind[] = [
  ["optional", z.int().optional(), integer],
  ["exactOptional", z.int().exactOptional(), integer],
  ["nullable", z.int().nullable(), integer],
  ["nullish", z.boolean().nullish(), boolean],
  ["default", z.int().default(5), integer],
  ["prefault", z.int().prefault(5), integer],
  ["readonly", z.number().readonly(), number],
  ["nonoptional", z.number().optional().nonoptional(), number],
  ["catch", z.int().catch(7), integer],
  ["brand and meta", z.int().brand("page").meta({ id: "Page" }).describe("x"), integer],
  ["lazy", z.lazy(() => z.boolean()), boolean],
  ["transform", z.int().transform((value) => value * 2), integer],
  ["pipe", z.number().pipe(z.int()), number],
  ["codec", z.codec(z.int(), z.date(), { decode: (n) => new Date(n), encode: Number }), integer],
  ["several at once", z.lazy(() => z.int().nullable().default(1)).optional(), integer],
];

const OPAQUE: readonly Kind[] = [
  ["z.string()", z.string(), text],
  ["z.email()", z.email(), text],
  ["z.uuid()", z.uuid(), text],
  ["z.iso.date()", z.iso.date(), text],
  ["z.iso.datetime()", z.iso.datetime(), text],
  ["z.enum() of texts", z.enum(["1", "true", "red"]), text],
  ["z.literal() of a text", z.literal("1"), text],
  ["z.templateLiteral()", z.templateLiteral([z.int(), "px"]), text],
  ["z.coerce.number()", z.coerce.number(), text],
  ["z.coerce.number().int()", z.coerce.number().int(), text],
  ["z.coerce.boolean()", z.coerce.boolean(), text],
  ["z.coerce.bigint()", z.coerce.bigint(), text],
  ["z.coerce.date()", z.coerce.date(), text],
  ["z.stringbool()", z.stringbool(), text],
  ["z.string().transform(Number)", z.string().transform(Number), text],
  ["z.string().pipe(z.coerce.number())", z.string().pipe(z.coerce.number()), text],
  ["z.preprocess()", z.preprocess((value) => value, z.int()), text],
  ["z.transform()", z.transform((value) => value), text],
  ["z.codec() of a text", z.codec(z.string(), z.int(), { decode: Number, encode: String }), text],
  ["z.any()", z.any(), text],
  ["z.unknown()", z.unknown(), text],
  ["z.custom()", z.custom(() => true), text],
  ["z.date()", z.date(), text],
  ["z.null()", z.null(), text],
  ["z.nan()", z.nan(), text],
  ["z.undefined()", z.undefined(), text],
  ["z.never()", z.never(), text],
  ["z.file()", z.file(), text],
  ["z.object()", z.object({ a: z.int() }), text],
  ["z.record()", z.record(z.string(), z.int()), text],
  ["z.map()", z.map(z.string(), z.int()), text],
  ["z.set()", z.set(z.int()), text],
  ["z.json()", z.json(), text],
];

for (const [name, schema, read] of [...SCALARS, ...inner, ...OPAQUE]) {
  test(`${name}: every raw text becomes what it should`, () => {
    for (const one of COERCION_CASES) {
      const expected = read(one) ?? one.text;
      assert.ok(Object.is(coerced(schema, one.text), expected), JSON.stringify(one.text));
    }
  });

  test(`${name}: a repeated name stays a list`, () => {
    const list = ["1", "true"];
    assert.is(coerced(schema, list), list);
  });
}

for (const [name, schema, read] of SCALARS) {
  test(`${name}: a text that is not read is refused, never taken as something else`, () => {
    const unread = COERCION_CASES.filter((one) => read(one) === undefined);
    for (const one of unread) assert.not.ok(takes(schema, one.text), JSON.stringify(one.text));
    assert.ok(unread.length > 20);
  });

  test(`${name}: what it takes, written as text, is taken again as the same`, () => {
    const values = COERCION_CASES.map((one) => coerced(schema, one.text))
      .filter((value) => z.safeParse(schema as z.ZodType, value).success && !Object.is(value, -0));
    for (const value of values) assert.is(coerced(schema, String(value)), value);
    assert.ok(values.length > 0);
  });
}

for (const [name, schema, read] of SCALARS) {
  test(`z.array(${name}): one value is a list of one`, () => {
    // It is one of Zod, as all of the table are.
    const list = z.array(schema as z.ZodType);
    for (const one of COERCION_CASES) {
      assert.equal(coerced(list, one.text), [read(one) ?? one.text]);
    }
  });
}

test("z.array(): the values of a repeated name are read one by one", () => {
  assert.equal(coerced(z.array(z.int()), ["1", "x", "3"]), [1, "x", 3]);
  assert.equal(coerced(z.array(z.string()).optional(), ["1", "2"]), ["1", "2"]);
});

test("z.array() of lists: a list in a list is left alone, for the schema to refuse", () => {
  assert.equal(coerced(z.array(z.array(z.int())), "1"), ["1"]);
  assert.equal(coerced(z.array(z.tuple([z.int()])), "1"), ["1"]);
});

test("z.tuple(): each place is read by its own schema", () => {
  const pair = z.tuple([z.int(), z.string()], z.boolean());
  assert.equal(coerced(pair, ["1", "1", "1"]), [1, "1", true]);
  assert.equal(coerced(pair, "1"), [1]);
});

test("z.union(): the first option that takes its own reading wins", () => {
  assert.is(coerced(z.union([z.number(), z.string()]), "12"), 12);
  assert.is(coerced(z.union([z.string(), z.number()]), "12"), "12");
  assert.is(coerced(z.union([z.uuid(), z.int()]), "12"), 12);
  assert.is(coerced(z.union([z.int(), z.string()]), "1.5"), "1.5");
  assert.is(coerced(z.union([z.int(), z.literal("all")]), "all"), "all");
  assert.is(coerced(z.union([z.number(), z.boolean()]), "1"), 1);
  assert.is(coerced(z.union([z.boolean(), z.number()]), "1"), true);
  assert.is(coerced(z.union([z.int().max(9), z.boolean()]), "12"), "12");
  assert.is(coerced(z.xor([z.int(), z.boolean()]), "true"), true);
});

test("z.union(): a value and a list of them may share a name", () => {
  const tags = z.union([z.int(), z.array(z.int())]);
  assert.is(coerced(tags, "1"), 1);
  assert.equal(coerced(tags, ["1", "2"]), [1, 2]);
});

test("z.union(): takes a text exactly where an option takes its own reading of it", () => {
  const options = [z.int().min(2), z.boolean(), z.uuid(), z.literal(["a", 1000])];
  for (const { text } of COERCION_CASES) {
    const isTaken = options.some((option) => takes(option, text));
    assert.is(takes(z.union(options), text), isTaken, JSON.stringify(text));
  }
});

test("z.union(): an option that cannot tell at once is taken at its word", async () => {
  const slow = z.int().refine(() => Promise.reject(new Error("no database")));
  assert.is(coerced(z.union([slow, z.string()]), "12"), 12);
  await new Promise((resolve) => setTimeout(resolve));
});

test("z.intersection(): is read as its first side that reads anything", () => {
  assert.is(coerced(z.intersection(z.any(), z.int()), "12"), 12);
});

test("a schema that holds itself is read as far as it goes", () => {
  const loop: z.ZodType = z.lazy(() => loop);
  const knot: z.ZodType = z.lazy(() => z.union([z.int(), knot]));
  assert.is(coerced(loop, "1"), "1");
  assert.is(coerced(knot, "1"), 1);
});

test("a kind that is not known is left text", () => {
  const later = { _zod: { def: { type: "quaternion" } }, "~standard": z.int()["~standard"] };
  assert.is(coerced(z.int().optional(), "1"), 1);
  assert.is(coerced(later, "1"), "1");
});

function coerced(schema: AnySchema, value: string | readonly string[]): unknown {
  // The shape takes whatever has the internals of Zod.
  const record = z.object({ seen: z.int(), it: z.any() });
  Object.defineProperty(record._zod.def, "shape", { value: { seen: z.int(), it: schema } });
  return coercionOf(record, unexpected)?.({ seen: "1", it: value }).it;
}

function takes(schema: AnySchema, value: string): boolean {
  return z.safeParse(schema as z.ZodType, coerced(schema, value)).success;
}

function unexpected(message: string): never {
  throw new Error(message);
}

test.run();
