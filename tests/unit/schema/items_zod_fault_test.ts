import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { coercionOf } from "../../../src/schema/coerce.ts";
import { itemsOf } from "../../../src/schema/items.ts";
import { failedPart } from "../../support/failed_part.ts";

const test = suite("schema/items_zod_fault");

/** A schema, a value it refuses, the type of the item, and what the schema asks for. */
type Row = readonly [
  name: string,
  schema: z.ZodType,
  value: unknown,
  type: string,
  ctx?: Readonly<Record<string, unknown>>,
];

/** Every kind of issue, of values that came as JSON. */
const JSON_ROWS: readonly Row[] = [
  ["nothing for a number", z.int(), undefined, "missing"],
  ["nothing for a text", z.string(), undefined, "missing"],
  ["nothing for an object", z.object({ b: z.int() }), undefined, "missing"],
  ["nothing for a date", z.date(), undefined, "missing"],
  ["nothing for an enum", z.enum(["x", "y"]), undefined, "missing"],
  ["nothing for a literal", z.literal(1), undefined, "missing"],
  ["nothing for a union", z.union([z.int(), z.string()]), undefined, "missing"],
  ["nothing where optional is not", z.int().optional().nonoptional(), undefined, "missing"],
  ["null, which is not nothing", z.string(), null, "string_type"],
  ["a number for a text", z.string(), 1, "string_type"],
  ["a text for an integer", z.int(), "x", "int_type"],
  ["a text for number().int()", z.number().int().optional(), "x", "int_type"],
  ["a fraction for an integer", z.int(), 1.5, "int_type"],
  ["a text for a number", z.number(), "1", "float_type"],
  ["a text for a bigint", z.bigint(), "x", "int_type"],
  ["a text for a boolean", z.boolean(), "true", "bool_type"],
  ["a text for a list", z.array(z.int()), "x", "list_type"],
  ["a text for a tuple", z.tuple([z.int()]), "x", "list_type"],
  ["a number for an object", z.object({}), 1, "object_type"],
  ["a text for a record", z.record(z.string(), z.int()), "x", "object_type"],
  ["a text for a date", z.date(), "x", "type_error"],
  ["a text for null", z.null(), "x", "type_error"],
  ["anything for never", z.never(), "x", "type_error"],
  ["a list for a set", z.set(z.int()), [1], "type_error"],
  ["an object for a map", z.map(z.string(), z.int()), {}, "type_error"],
  ["an object for a class", z.instanceof(Date), {}, "type_error"],
  ["a short text", z.string().min(3), "x", "string_too_short", { min_length: 3 }],
  ["a long text", z.string().max(2), "xxx", "string_too_long", { max_length: 2 }],
  ["a text not as long", z.string().length(2), "x", "string_too_short", { min_length: 2 }],
  ["an empty text", z.string().nonempty(), "", "string_too_short", { min_length: 1 }],
  ["a short list", z.array(z.int()).min(2), [1], "too_short", { min_length: 2 }],
  ["a long list", z.array(z.int()).max(1), [1, 2], "too_long", { max_length: 1 }],
  ["a short tuple", z.tuple([z.int(), z.int()]), [1], "too_short", { min_length: 2 }],
  ["a long tuple", z.tuple([z.int()]), [1, 2], "too_long", { max_length: 1 }],
  ["a long set", z.set(z.int()).max(0), new Set([1]), "too_long", { max_length: 0 }],
  ["a small file", z.file().min(2), new File(["x"], "x"), "too_short", { min_length: 2 }],
  ["not above", z.number().gt(1), 1, "greater_than", { gt: 1 }],
  ["below", z.number().min(1), 0, "greater_than_equal", { ge: 1 }],
  ["not below", z.number().lt(1), 1, "less_than", { lt: 1 }],
  ["above", z.number().max(1), 2, "less_than_equal", { le: 1 }],
  ["an unsafe integer", z.int(), 2 ** 53, "less_than_equal", { le: Number.MAX_SAFE_INTEGER }],
  ["over 32 bits", z.int32(), 2 ** 31, "less_than_equal", { le: 2 ** 31 - 1 }],
  ["a small bigint", z.bigint().gt(3n), 3n, "greater_than", { gt: "3" }],
  ["an early date", z.date().min(new Date(0)), new Date(-1), "greater_than_equal", {
    ge: "1970-01-01T00:00:00.000Z",
  }],
  ["no uuid", z.uuid(), "x", "uuid_parsing"],
  ["no uuid of a version", z.uuidv4(), "x", "uuid_parsing"],
  ["no guid", z.guid(), "x", "uuid_parsing"],
  ["no date", z.iso.date(), "x", "date_parsing"],
  ["no date and time", z.iso.datetime(), "x", "datetime_parsing"],
  ["no time", z.iso.time(), "x", "time_parsing"],
  ["no duration", z.iso.duration(), "x", "duration_parsing"],
  ["no email", z.email(), "x", "string_pattern_mismatch", { format: "email" }],
  ["no url", z.url(), "x", "string_pattern_mismatch", { format: "url" }],
  ["no ip", z.ipv4(), "x", "string_pattern_mismatch", { format: "ipv4" }],
  ["no jwt", z.jwt(), "x", "string_pattern_mismatch", { format: "jwt" }],
  ["another start", z.string().startsWith("a"), "x", "string_pattern_mismatch", {
    format: "starts_with",
  }],
  ["upper case", z.string().lowercase(), "X", "string_pattern_mismatch", { format: "lowercase" }],
  ["the user's pattern", z.string().regex(/^a+$/i), "x", "string_pattern_mismatch", {
    format: "regex",
    pattern: "/^a+$/i",
  }],
  ["the user's format", z.stringFormat("isbn", /^\d+$/), "x", "string_pattern_mismatch", {
    format: "isbn",
  }],
  ["no member", z.enum(["x", "y"]), "z", "enum", { expected: ["x", "y"] }],
  ["no member of several types", z.literal([1, "x", 2n, null]), "z", "enum", {
    expected: [1, "x", "2", null],
  }],
  ["another literal", z.literal("x"), "z", "literal_error", { expected: ["x"] }],
  ["another type of file", z.file().mime(["image/png"]), new File([], "x"), "literal_error", {
    expected: ["image/png"],
  }],
  ["no multiple", z.number().multipleOf(3), 4, "multiple_of", { multiple_of: 3 }],
  ["no option of a union", z.union([z.int(), z.boolean()]), "x", "union_error"],
  ["two options of a xor", z.xor([z.int(), z.number()]), 1, "union_error"],
  ["a refinement", z.string().refine(() => false), "x", "value_error"],
  [
    "a refinement with parameters",
    z.string().refine(() => false, { params: { input: 1 } }),
    "x",
    "value_error",
  ],
  ["a custom type", z.custom(() => false), undefined, "value_error"],
  [
    "an issue of a kind that Zod has not",
    z.string().check(({ issues, value: input }) => {
      // As a plugin would.
      issues.push({ code: "made_up", input } as never);
    }),
    "x",
    "value_error",
  ],
];

for (const [name, schema, value, type, ctx] of JSON_ROWS) {
  test(`itemsOf() tells of ${name}`, () => {
    const input = value === undefined ? {} : { a: value };
    const [item, ...others] = itemsOf([failedPart("body", z.object({ a: schema }), input)]).items;
    assert.equal(others, []);
    assert.equal({ type: item?.type, loc: item?.loc, ctx: item?.ctx }, {
      type,
      loc: ["body", "a"],
      ctx,
    });
  });
}

/** A schema, what arrived for it, and the type of the item. */
const TEXT_ROWS: readonly (readonly [z.ZodType, string | string[] | undefined, string])[] = [
  [z.int(), "x", "int_parsing"],
  [z.int(), "", "int_parsing"],
  [z.int(), "1.5", "int_parsing"],
  [z.int().min(5).optional(), "x", "int_parsing"],
  [z.coerce.number().int(), "x", "int_parsing"],
  [z.preprocess((value) => value, z.int()), "x", "int_parsing"],
  [z.lazy(() => z.int32()), "x", "int_parsing"],
  [z.bigint(), "x", "int_parsing"],
  [z.int(), "9007199254740993", "less_than_equal"],
  [z.number(), "x", "float_parsing"],
  [z.number(), "9007199254740993", "float_parsing"],
  [z.boolean(), "yes", "bool_parsing"],
  [z.int(), ["1", "2"], "int_type"],
  [z.boolean(), ["1", "0"], "bool_type"],
  [z.string(), ["1", "2"], "string_type"],
  [z.date(), "2026-01-01", "type_error"],
  [z.object({}), "x", "object_type"],
  [z.int(), undefined, "missing"],
  [z.array(z.int()), undefined, "missing"],
  [z.enum({ A: 1, B: 2 }), "3", "enum"],
  [z.literal(1), "2", "literal_error"],
  [z.union([z.int(), z.boolean()]), "x", "union_error"],
  [z.stringbool(), "maybe", "enum"],
];

for (const [schema, text, type] of TEXT_ROWS) {
  test(`itemsOf() tells of ${JSON.stringify(text)} for ${schema._zod.def.type}: ${type}`, () => {
    const part = z.object({ a: schema });
    const raw = text === undefined ? {} : { a: text };
    const input = coercionOf(part, () => {})?.(raw) ?? raw;
    const { items } = itemsOf([failedPart("query", part, input)]);
    assert.equal(items.map(({ type, loc }) => ({ type, loc })), [{ type, loc: ["query", "a"] }]);
  });
}

test("itemsOf() tells at most 20 members of an enum", () => {
  const members = Array.from({ length: 30 }, (_, index) => index);
  const { items } = itemsOf([failedPart("body", z.literal(members), "x")]);
  assert.equal(items[0]?.ctx, { expected: members.slice(0, 20) });
});

test("itemsOf() says nothing that JSON cannot", () => {
  const part = z.object({
    a: z.bigint().multipleOf(3n),
    b: z.literal([undefined, 1n]),
    c: z.date().max(new Date(8.64e15)).min(new Date(Number.NaN)).refine(() => false),
  });
  const { items } = itemsOf([failedPart("body", part, { a: 4n, b: 2, c: new Date(0) })]);
  assert.equal(JSON.parse(JSON.stringify(items)).length, items.length);
  assert.ok(items.length >= 3);
});

test.run();
