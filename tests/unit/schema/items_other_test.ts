import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type } from "arktype";
import * as v from "valibot";
import { itemsOf } from "../../../src/schema/items.ts";
import type { AnySchema, SchemaIssue } from "../../../src/schema/standard_schema.ts";

const test = suite("schema/items_other");

const SECRET = "hunter2";

/** Values that a schema refuses, each of which holds the secret somewhere. */
const REFUSED = {
  number: SECRET,
  email: SECRET,
  member: SECRET,
  list: ["fine", { [SECRET]: SECRET }],
  either: { key: SECRET },
  nested: { deep: [SECRET] },
  short: SECRET,
};

const VALIBOT = v.object({
  number: v.pipe(v.number(), v.integer()),
  email: v.pipe(v.string(), v.email()),
  member: v.picklist(["a", "b"]),
  list: v.array(v.string()),
  either: v.union([v.number(), v.string()]),
  nested: v.object({ deep: v.array(v.boolean()) }),
  short: v.pipe(v.string(), v.maxLength(3), v.regex(/^\d+$/)),
});

const ARKTYPE = type({
  number: "number.integer",
  email: "string.email",
  member: "'a' | 'b'",
  list: "string[]",
  either: "number | string",
  nested: { deep: "boolean[]" },
  short: "string <= 3",
});

for (const [name, schema] of [["Valibot", VALIBOT], ["ArkType", ARKTYPE]] as const) {
  test(`the items of ${name} have its paths, with places in lists as numbers`, async () => {
    const { items } = itemsOf([await failed(schema, REFUSED)]);
    const paths = [...new Set(items.map(({ loc }) => loc.join(".")))];
    assert.equal(paths.toSorted(), [
      ...["body.either", "body.email", "body.list.1", "body.member", "body.nested.deep.0"],
      ...["body.number", "body.short"],
    ]);
    const place = items.find(({ loc }) => loc[1] === "list")?.loc[2];
    assert.is(place, 1);
  });

  test(`the items of ${name} say "validation_error", and nothing under ctx`, async () => {
    const { items } = itemsOf([await failed(schema, REFUSED)]);
    assert.ok(items.every((item) => item.type === "validation_error" && !("ctx" in item)));
  });

  test(`the items of ${name} do not echo what was refused`, async () => {
    const { items } = itemsOf([await failed(schema, REFUSED)]);
    assert.ok(items.length >= 7);
    assert.not.match(JSON.stringify(items), SECRET);
  });

  test(`the items of ${name} still say what was asked for`, async () => {
    const { items } = itemsOf([await failed(schema, REFUSED)]);
    const message = items.find(({ loc }) => loc[1] === "member")?.msg;
    assert.match(message ?? "", /"a".*"b"/);
  });
}

test("a message keeps its wording where it does not tell the value", () => {
  assert.is(told("Must be at least 18", 5), "Must be at least 18");
  assert.is(told("Must be a category", "cat"), "Must be a category");
  assert.is(told("Must be a bobcat", "cat"), "Must be a bobcat");
});

const TELLING: readonly (readonly [message: string, value: unknown])[] = [
  ['Not "hunter2"', "hunter2"],
  ["hunter2 is no email", "hunter2"],
  ["Wants more than 5", 5],
  ["Not true", true],
  ['Not {"a":{"b":1}}', { a: { b: 1 } }],
  ["Wants others than hunter2, fine", ["fine", "hunter2"]],
];

for (const [message, value] of TELLING) {
  test(`a message that tells its value is replaced: ${message}`, () => {
    assert.is(told(message, value), "Invalid value");
  });
}

test("a message is cut at 512 code units", () => {
  assert.is(told("x".repeat(600), 1), "x".repeat(512));
});

test("issues of a library that has no path stand at the part itself", () => {
  const { items } = itemsOf([part({ message: "No" }, "x")]);
  assert.equal(items, [{ type: "validation_error", loc: ["body"], msg: "No" }]);
});

function told(message: string, value: unknown): string | undefined {
  return itemsOf([part({ message, path: ["a"] }, { a: value })]).items[0]?.msg;
}

function part(issue: SchemaIssue, input: unknown) {
  const schema: AnySchema = {
    "~standard": { version: 1, vendor: "home", validate: () => ({ issues: [issue] }) },
  };
  return { place: "body", vendor: "home", schema, issues: [issue], input, isText: false } as const;
}

async function failed(schema: AnySchema, input: unknown) {
  const { issues = [] } = await schema["~standard"].validate(input);
  const { vendor } = schema["~standard"];
  return { place: "body", vendor, schema, issues, input, isText: false } as const;
}

test.run();
