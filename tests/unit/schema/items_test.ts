import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as v from "valibot";
import { z } from "zod";
import type { FailedPart } from "../../../src/schema/failed_part.ts";
import { itemsOf } from "../../../src/schema/items.ts";
import { failedPart } from "../../support/failed_part.ts";

const test = suite("schema/items");

test("itemsOf() keeps the order of the parts, and of the issues in each", () => {
  const parts = [
    failedPart("path", z.object({ id: z.int() }), { id: "x" }),
    failedPart("query", z.object({ b: z.int(), a: z.int() }), {}),
    failedPart("headers", z.object({ "x-a": z.int() }), {}),
    failedPart("cookie", z.object({ sid: z.string() }), {}),
  ];
  const { items, total } = itemsOf(parts);
  assert.equal(items.map(({ loc }) => loc), [
    ["path", "id"],
    ["query", "b"],
    ["query", "a"],
    ["headers", "x-a"],
    ["cookie", "sid"],
  ]);
  assert.is(total, 5);
});

test("itemsOf() has none where nothing failed", () => {
  assert.equal(itemsOf([]), { items: [], total: 0 });
});

for (const count of [99, 100, 101, 5_000]) {
  test(`itemsOf() tells at most 100 of ${count} entries, and how many there were`, () => {
    const entries = Array.from({ length: count }, () => "x");
    const { items, total } = itemsOf([failedPart("body", z.array(z.int()), entries)]);
    assert.is(items.length, Math.min(count, 100));
    assert.equal(items.at(-1)?.loc, ["body", Math.min(count, 100) - 1]);
    assert.is(total, count);
  });

  test(`itemsOf() tells at most 100 of ${count} keys that are too many`, () => {
    const keys = Array.from({ length: count }, (_, index) => [`k${index}`, 1]);
    const parts = [
      failedPart("body", z.strictObject({ a: z.int() }), Object.fromEntries(keys)),
      failedPart("query", z.object({ b: z.int() }), {}),
    ];
    const { items, total } = itemsOf(parts);
    assert.is(items.length, Math.min(count + 2, 100));
    assert.is(total, count + 2);
  });
}

test("itemsOf() names the parts of several libraries each in its own way", async () => {
  const valibot = v.object({ a: v.number() });
  const { issues = [] } = await valibot["~standard"].validate({});
  const parts: FailedPart[] = [
    failedPart("query", z.object({ a: z.int() }), {}),
    { place: "body", schema: valibot, issues, input: {}, isText: false },
  ];
  assert.equal(itemsOf(parts).items.map(({ type, loc }) => [type, ...loc]), [
    ["missing", "query", "a"],
    ["validation_error", "body", "a"],
  ]);
});

test("itemsOf() echoes no value, whatever Zod finds wrong with it", () => {
  const secret = "hunter2-secret";
  const schema = z.strictObject({
    ...{ a: z.int(), b: z.email(), c: z.string().max(3), d: z.enum(["x"]), e: z.iso.date() },
    ...{ f: z.union([z.int(), z.uuid()]), g: z.array(z.int()), h: z.url(), i: z.literal("y") },
    ...{ j: z.string().regex(/^\d$/), k: z.record(z.string(), z.int()), l: z.object({}) },
  });
  const names = Object.keys(schema.shape);
  const input = Object.fromEntries(names.map((name) => [name, name === "g" ? [secret] : secret]));
  const { items, total } = itemsOf([failedPart("body", schema, { ...input, k: { x: secret } })]);
  assert.is(total, names.length);
  assert.not.match(JSON.stringify(items), secret);
});

test("itemsOf() does not let one long name fill an answer", () => {
  const name = "n".repeat(100_000);
  const schema = z.record(z.string(), z.array(z.int()));
  const { items } = itemsOf([failedPart("body", schema, { [name]: Array(100).fill("x") })]);
  assert.is(items.length, 100);
  assert.ok(JSON.stringify(items).length < 40_000);
  const unknown = itemsOf([failedPart("body", z.strictObject({}), { [name]: 1 })]);
  assert.ok(JSON.stringify(unknown.items).length < 1_000);
});

test("itemsOf() does not repeat the names of all keys that are too many with each of them", () => {
  const keys = Array.from({ length: 100 }, (_, index) => `${index}-${"k".repeat(500)}`);
  const input = Object.fromEntries(keys.map((key) => [key, 1]));
  const { items } = itemsOf([failedPart("body", z.strictObject({}), input)]);
  assert.is(items.length, 100);
  assert.is(items[99]?.msg, `Unrecognized key: "${`99-${"k".repeat(125)}`}"`);
  assert.ok(JSON.stringify(items).length < 50_000);
  const { items: odd } = itemsOf([failedPart("body", z.strictObject({}), { " x": 1, "": 2 })]);
  assert.equal(odd.map(({ msg }) => msg), ['Unrecognized key: " x"', 'Unrecognized key: ""']);
});

test.run();
