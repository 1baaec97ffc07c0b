import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import type { ValidationItem } from "../../../src/http/validation_item.ts";
import { coercionOf } from "../../../src/schema/coerce.ts";
import { itemsOf } from "../../../src/schema/items.ts";
import { failedPart } from "../../support/failed_part.ts";

const test = suite("schema/items_zod");

type Expected = Pick<ValidationItem, "type" | "ctx"> & { readonly loc?: readonly unknown[] };

/** A schema, a value it refuses, and what is said of it. */
type Row = readonly [name: string, schema: z.ZodType, value: unknown, ...said: Expected[]];

const AT = ["a"] as const;

/** Issues that stand elsewhere than at the value itself, or make several items. */
const ROWS: readonly Row[] = [
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
    "keys and issues of the user's own, which are none of Zod's",
    z.string().check(({ issues, value: input }) => {
      issues.push({ code: "custom", input, keys: ["x"], issues: [{ code: "custom" }] } as never);
    }),
    "x",
    { type: "value_error", loc: AT },
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

for (const [name, schema, value, ...said] of ROWS) {
  test(`itemsOf() tells of ${name}`, () => {
    const part = z.object({ a: schema });
    const { items, total } = itemsOf([
      failedPart("body", part, value === undefined ? {} : { a: value }),
    ]);
    const expected = said.map(({ type, ctx, loc = AT }) => ({ type, loc: ["body", ...loc], ctx }));
    assert.equal(items.map(({ type, loc, ctx }) => ({ type, loc, ctx })), expected);
    assert.is(total, said.length);
    for (const { msg } of items) assert.ok(msg.length > 0);
  });
}

test("itemsOf() tells the entries of a list of texts apart", () => {
  const part = z.object({ a: z.array(z.int()) });
  const input = coercionOf(part, () => {})?.({ a: ["1", "x", "2.5"] });
  const { items } = itemsOf([failedPart("query", part, input)]);
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
  const { items } = itemsOf([failedPart("body", part, { a: "x", b: "x", c: "" })]);
  assert.equal(items.map(({ msg }) => msg), [
    ...["Invalid input: expected number, received string", "Give me a number", "Longer"],
  ]);
});

test("itemsOf() keeps the program's own words for keys that are too many", () => {
  const { items } = itemsOf([failedPart("body", z.strictObject({}, "No extras"), { x: 1, y: 2 })]);
  assert.equal(items.map(({ msg }) => msg), ["No extras", "No extras"]);
});

test("itemsOf() looks for no integer among the keys of records behind many unions", () => {
  const Node: z.ZodType = z.lazy(() => z.discriminatedUnion("kind", [A, B]));
  const shape = { next: Node.optional(), sizes: z.record(z.number(), z.string()).optional() };
  const A = z.object({ kind: z.literal("a"), ...shape });
  const B = z.object({ kind: z.literal("b"), ...shape });
  let input: object = { kind: "b", sizes: { x: "y" } };
  for (let depth = 0; depth < 60; depth++) input = { kind: "b", next: input };
  const { items } = itemsOf([failedPart("body", Node, input)]);
  assert.equal(items.map(({ type }) => type), ["float_parsing"]);
});

test("itemsOf() tells of a body that is not there", () => {
  const { items } = itemsOf([failedPart("body", z.object({ a: z.int() }), undefined)]);
  assert.equal(items.map(({ type, loc }) => ({ type, loc })), [{ type: "missing", loc: ["body"] }]);
});

test("itemsOf() follows a schema that holds itself", () => {
  const Tree = z.object({
    size: z.int(),
    get kids() {
      return z.array(Tree).optional();
    },
  });
  const { items } = itemsOf([
    failedPart("body", Tree, { size: 1, kids: [{ size: 1, kids: [{ size: "x" }] }] }),
  ]);
  assert.equal(items.map(({ type, loc }) => [type, ...loc]), [
    ["int_type", "body", "kids", 0, "kids", 0, "size"],
  ]);
});

test.run();
