import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import type { ValidationItem } from "../../../src/http/validation_item.ts";
import { coercionOf } from "../../../src/schema/coerce.ts";
import { itemsOf } from "../../../src/schema/items.ts";

const test = suite("schema/items_zod");

type Expected = Pick<ValidationItem, "type" | "ctx"> & { readonly loc?: readonly unknown[] };

/** A schema, a value it refuses, and what is said of it. */
type Row = readonly [name: string, schema: z.ZodType, value: unknown, ...said: Expected[]];

const AT = ["a"] as const;

/** Every row of validation.md section 4, of values that came as JSON. */
const JSON_ROWS: readonly Row[] = [
  ["nothing for a number", z.int(), undefined, { type: "missing" }],
  ["nothing for a text", z.string(), undefined, { type: "missing" }],
  ["nothing for an object", z.object({ b: z.int() }), undefined, { type: "missing" }],
  ["nothing for a date", z.date(), undefined, { type: "missing" }],
  ["nothing for an enum", z.enum(["x", "y"]), undefined, { type: "missing" }],
  ["nothing for a literal", z.literal(1), undefined, { type: "missing" }],
  ["nothing for a union", z.union([z.int(), z.string()]), undefined, { type: "missing" }],
  ["nothing where optional is not", z.int().optional().nonoptional(), undefined, {
    type: "missing",
  }],
  ["null, which is not nothing", z.string(), null, { type: "string_type" }],
  ["a number for a text", z.string(), 1, { type: "string_type" }],
  ["a text for an integer", z.int(), "x", { type: "int_type" }],
  ["a text for number().int()", z.number().int().optional(), "x", { type: "int_type" }],
  ["a fraction for an integer", z.int(), 1.5, { type: "int_type" }],
  ["a text for a number", z.number(), "1", { type: "float_type" }],
  ["a text for a bigint", z.bigint(), "x", { type: "int_type" }],
  ["a text for a boolean", z.boolean(), "true", { type: "bool_type" }],
  ["a text for a list", z.array(z.int()), "x", { type: "list_type" }],
  ["a text for a tuple", z.tuple([z.int()]), "x", { type: "list_type" }],
  ["a list for an object", z.object({}), 1, { type: "object_type" }],
  ["a text for a record", z.record(z.string(), z.int()), "x", { type: "object_type" }],
  ["a text for a date", z.date(), "x", { type: "type_error" }],
  ["a text for null", z.null(), "x", { type: "type_error" }],
  ["anything for never", z.never(), "x", { type: "type_error" }],
  ["a list for a set", z.set(z.int()), [1], { type: "type_error" }],
  ["an object for a map", z.map(z.string(), z.int()), {}, { type: "type_error" }],
  ["an object for a class", z.instanceof(Date), {}, { type: "type_error" }],
  ["a short text", z.string().min(3), "x", { type: "string_too_short", ctx: { min_length: 3 } }],
  ["a long text", z.string().max(2), "xxx", { type: "string_too_long", ctx: { max_length: 2 } }],
  ["a text not as long", z.string().length(2), "x", {
    ...{ type: "string_too_short", ctx: { min_length: 2 } },
  }],
  ["an empty text", z.string().nonempty(), "", {
    type: "string_too_short",
    ctx: { min_length: 1 },
  }],
  ["a short list", z.array(z.int()).min(2), [1], { type: "too_short", ctx: { min_length: 2 } }],
  ["a long list", z.array(z.int()).max(1), [1, 2], { type: "too_long", ctx: { max_length: 1 } }],
  ["a short tuple", z.tuple([z.int(), z.int()]), [1], {
    type: "too_short",
    ctx: { min_length: 2 },
  }],
  ["a long tuple", z.tuple([z.int()]), [1, 2], { type: "too_long", ctx: { max_length: 1 } }],
  ["a long set", z.set(z.int()).max(0), new Set([1]), { type: "too_long", ctx: { max_length: 0 } }],
  ["a small file", z.file().min(2), new File(["x"], "x"), {
    ...{ type: "too_short", ctx: { min_length: 2 } },
  }],
  ["not above", z.number().gt(1), 1, { type: "greater_than", ctx: { gt: 1 } }],
  ["below", z.number().min(1), 0, { type: "greater_than_equal", ctx: { ge: 1 } }],
  ["not below", z.number().lt(1), 1, { type: "less_than", ctx: { lt: 1 } }],
  ["above", z.number().max(1), 2, { type: "less_than_equal", ctx: { le: 1 } }],
  ["an unsafe integer", z.int(), 2 ** 53, {
    ...{ type: "less_than_equal", ctx: { le: Number.MAX_SAFE_INTEGER } },
  }],
  ["over 32 bits", z.int32(), 2 ** 31, { type: "less_than_equal", ctx: { le: 2 ** 31 - 1 } }],
  ["a small bigint", z.bigint().gt(3n), 3n, { type: "greater_than", ctx: { gt: "3" } }],
  ["an early date", z.date().min(new Date(0)), new Date(-1), {
    ...{ type: "greater_than_equal", ctx: { ge: "1970-01-01T00:00:00.000Z" } },
  }],
  ["no uuid", z.uuid(), "x", { type: "uuid_parsing" }],
  ["no uuid of a version", z.uuidv4(), "x", { type: "uuid_parsing" }],
  ["no guid", z.guid(), "x", { type: "uuid_parsing" }],
  ["no date", z.iso.date(), "x", { type: "date_parsing" }],
  ["no date and time", z.iso.datetime(), "x", { type: "datetime_parsing" }],
  ["no time", z.iso.time(), "x", { type: "time_parsing" }],
  ["no duration", z.iso.duration(), "x", { type: "duration_parsing" }],
  ["no email", z.email(), "x", { type: "string_pattern_mismatch", ctx: { format: "email" } }],
  ["no url", z.url(), "x", { type: "string_pattern_mismatch", ctx: { format: "url" } }],
  ["no ip", z.ipv4(), "x", { type: "string_pattern_mismatch", ctx: { format: "ipv4" } }],
  ["no jwt", z.jwt(), "x", { type: "string_pattern_mismatch", ctx: { format: "jwt" } }],
  ["another start", z.string().startsWith("a"), "x", {
    ...{ type: "string_pattern_mismatch", ctx: { format: "starts_with" } },
  }],
  ["upper case", z.string().lowercase(), "X", {
    ...{ type: "string_pattern_mismatch", ctx: { format: "lowercase" } },
  }],
  ["the user's pattern", z.string().regex(/^a+$/i), "x", {
    ...{ type: "string_pattern_mismatch", ctx: { format: "regex", pattern: "/^a+$/i" } },
  }],
  ["the user's format", z.stringFormat("isbn", /^\d+$/), "x", {
    ...{ type: "string_pattern_mismatch", ctx: { format: "isbn" } },
  }],
  ["no member", z.enum(["x", "y"]), "z", { type: "enum", ctx: { expected: ["x", "y"] } }],
  ["no member of several types", z.literal([1, "x", 2n, null]), "z", {
    ...{ type: "enum", ctx: { expected: [1, "x", "2", null] } },
  }],
  ["another literal", z.literal("x"), "z", { type: "literal_error", ctx: { expected: ["x"] } }],
  ["another type of file", z.file().mime(["image/png"]), new File([], "x"), {
    ...{ type: "literal_error", ctx: { expected: ["image/png"] } },
  }],
  ["no multiple", z.number().multipleOf(3), 4, { type: "multiple_of", ctx: { multiple_of: 3 } }],
  ["no option of a union", z.union([z.int(), z.boolean()]), "x", { type: "union_error" }],
  ["two options of a xor", z.xor([z.int(), z.number()]), 1, { type: "union_error" }],
  ["a refinement", z.string().refine(() => false), "x", { type: "value_error" }],
  ["a refinement with parameters", z.string().refine(() => false, { params: { input: 1 } }), "x", {
    ...{ type: "value_error" },
  }],
  ["a custom type", z.custom(() => false), undefined, { type: "value_error" }],
  [
    "an issue of a kind that Zod has not",
    z.string().check(({ issues, value: input }) => {
      // As a plugin would.
      issues.push({ code: "made_up", input } as never);
    }),
    "x",
    { type: "value_error" },
  ],
  [
    "keys that are too many, one by one",
    z.strictObject({}),
    { x: 1, y: 2 },
    { type: "extra_forbidden", loc: [...AT, "x"], ctx: { keys: ["x"] } },
    { type: "extra_forbidden", loc: [...AT, "y"], ctx: { keys: ["y"] } },
  ],
  [
    "a key of a record that is none of its enum",
    z.partialRecord(z.enum(["x"]), z.int()),
    { y: 2 },
    { type: "extra_forbidden", loc: [...AT, "y"], ctx: { keys: ["y"] } },
  ],
  [
    "a key of a record that breaks its rule",
    z.record(z.string().min(2), z.int()),
    { x: 1 },
    { type: "string_too_short", loc: [...AT, "x", "[key]"], ctx: { min_length: 2 } },
  ],
  [
    "a key of a record that is no number",
    z.record(z.number(), z.int()),
    { x: 1 },
    { type: "float_parsing", loc: [...AT, "x", "[key]"] },
  ],
  [
    "a value of a record",
    z.record(z.string(), z.int()),
    { x: "1" },
    { type: "int_type", loc: [...AT, "x"] },
  ],
  [
    "an element of a map under an object",
    z.map(z.any(), z.int().min(1)),
    new Map([[{}, 0]]),
    { type: "greater_than_equal", loc: AT, ctx: { ge: 1 } },
  ],
  [
    "lists in lists",
    z.array(z.array(z.object({ n: z.int() }))),
    [[], [{ n: 1 }, { n: "x" }, {}]],
    { type: "int_type", loc: [...AT, 1, 1, "n"] },
    { type: "missing", loc: [...AT, 1, 2, "n"] },
  ],
  [
    "an unknown tag",
    z.discriminatedUnion("kind", [z.object({ kind: z.literal("x") })]),
    { kind: "z" },
    { type: "union_error", loc: [...AT, "kind"] },
  ],
  [
    "no tag",
    z.discriminatedUnion("kind", [z.object({ kind: z.literal("x") })]),
    {},
    { type: "missing", loc: [...AT, "kind"] },
  ],
  [
    "an integer behind a tag",
    z.discriminatedUnion("kind", [z.object({ kind: z.literal("x"), n: z.int() })]),
    { kind: "x", n: "1" },
    { type: "int_type", loc: [...AT, "n"] },
  ],
  [
    "the path of a refinement",
    z.object({ x: z.string() }).refine(() => false, { path: ["x", 0] }),
    { x: "y" },
    { type: "value_error", loc: [...AT, "x", 0] },
  ],
  [
    "a symbol in a path",
    z.string().refine(() => false, { path: [Symbol("x"), "y"] }),
    "x",
    { type: "value_error", loc: [...AT, "y"] },
  ],
  [
    "what a transform made of a text",
    z.string().transform((text): unknown => JSON.parse(text)).pipe(z.object({ n: z.int() })),
    '{"n":"x"}',
    { type: "int_type", loc: [...AT, "n"] },
  ],
];

for (const [name, schema, value, ...said] of JSON_ROWS) {
  test(`itemsOf() tells of ${name}`, () => {
    const part = z.object({ a: schema });
    const { items, total } = itemsOf([failed(part, value === undefined ? {} : { a: value })]);
    const expected = said.map(({ type, ctx, loc = AT }) => ({ type, loc: ["body", ...loc], ctx }));
    assert.equal(items.map(({ type, loc, ctx }) => ({ type, loc, ctx })), expected);
    assert.is(total, said.length);
    for (const { msg } of items) assert.ok(msg.length > 0);
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
    const { items } = itemsOf([{ ...failed(part, input), place: "query", isText: true }]);
    assert.equal(items.map(({ type, loc }) => ({ type, loc })), [{ type, loc: ["query", "a"] }]);
  });
}

test("itemsOf() tells the entries of a list of texts apart", () => {
  const part = z.object({ a: z.array(z.int()) });
  const input = coercionOf(part, () => {})?.({ a: ["1", "x", "2.5"] });
  const { items } = itemsOf([{ ...failed(part, input), place: "query", isText: true }]);
  assert.equal(items.map(({ type, loc }) => [type, ...loc]), [
    ["int_parsing", "query", "a", 1],
    ["int_parsing", "query", "a", 2],
  ]);
});

test("itemsOf() gives Zod's own message, and the user's where there is one", () => {
  const part = z.object({
    a: z.int(),
    b: z.int("Give me a number"),
    c: z.string().min(2, "Longer"),
  });
  const { items } = itemsOf([failed(part, { a: "x", b: "x", c: "" })]);
  assert.equal(items.map(({ msg }) => msg), [
    ...["Invalid input: expected number, received string", "Give me a number", "Longer"],
  ]);
});

test("itemsOf() tells of a body that is not there", () => {
  const { items } = itemsOf([failed(z.object({ a: z.int() }), undefined)]);
  assert.equal(items.map(({ type, loc }) => ({ type, loc })), [{ type: "missing", loc: ["body"] }]);
});

test("itemsOf() tells at most 20 members of an enum", () => {
  const members = Array.from({ length: 30 }, (_, index) => index);
  const { items } = itemsOf([failed(z.literal(members), "x")]);
  assert.equal(items[0]?.ctx, { expected: members.slice(0, 20) });
});

test("itemsOf() says nothing that JSON cannot", () => {
  const part = z.object({
    a: z.bigint().multipleOf(3n),
    b: z.literal([undefined, 1n]),
    c: z.date().max(new Date(8.64e15)).min(new Date(Number.NaN)).refine(() => false),
  });
  const { items } = itemsOf([failed(part, { a: 4n, b: 2, c: new Date(0) })]);
  assert.equal(JSON.parse(JSON.stringify(items)).length, items.length);
  assert.ok(items.length >= 3);
});

test("itemsOf() follows a schema that holds itself", () => {
  const Tree = z.object({
    size: z.int(),
    get kids() {
      return z.array(Tree).optional();
    },
  });
  const { items } = itemsOf([
    failed(Tree, { size: 1, kids: [{ size: 1, kids: [{ size: "x" }] }] }),
  ]);
  assert.equal(items.map(({ type, loc }) => [type, ...loc]), [
    ["int_type", "body", "kids", 0, "kids", 0, "size"],
  ]);
});

function failed(schema: z.ZodType, input: unknown) {
  const issues = schema.safeParse(input).error?.issues ?? [];
  return { place: "body", vendor: "zod", schema, issues, input, isText: false } as const;
}

test.run();
