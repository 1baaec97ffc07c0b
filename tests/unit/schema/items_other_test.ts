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

/** Schemas of Valibot that refuse a text with the secret, and what is left of their messages. */
const WORDED: readonly (readonly [name: string, schema: AnySchema, msg: string])[] = [
  ["a format", v.pipe(v.string(), v.email()), "Invalid email"],
  [
    "a format of a changed text",
    v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email()),
    "Invalid email",
  ],
  [
    "a format in a union",
    v.union([v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email()), v.number()]),
    "Invalid email",
  ],
  ["a start", v.pipe(v.string(), v.startsWith("https")), 'Invalid start: Expected "https"'],
  [
    "a check with words around the value",
    v.pipe(v.string(), v.check(() => false, ({ input }) => `pre${input}post`)),
    "Invalid value",
  ],
  [
    "a check of a changed text",
    v.pipe(
      v.string(),
      v.transform((text) => `${text}!`),
      v.check(() => false, ({ input }) => `Not ${input}`),
    ),
    "Invalid value",
  ],
  [
    "a check of an object made of the text",
    v.pipe(
      v.string(),
      v.transform((text) => ({ text: text.slice(2) })),
      v.check(() => false, ({ input }) => `Not ${input.text}`),
    ),
    "Invalid value",
  ],
];

for (const [name, schema, msg] of WORDED) {
  test(`a message of Valibot loses what it received, and no more: ${name}`, async () => {
    const { items } = itemsOf([await failed(schema, " S3CRET@HOME ")]);
    assert.equal(items.map((item) => item.msg), [msg]);
  });
}

test("a message keeps its wording where it does not tell the value", () => {
  assert.is(told("Must be at least 18", 5), "Must be at least 18");
  assert.is(told("Must be more than 5", 5), "Must be more than 5");
  assert.is(told("Must be true", true), "Must be true");
  assert.is(told("Taken", "taken"), "Taken");
  assert.is(told("Must be a category", "cat"), "Must be a category");
  assert.is(told("Must match /^\\d{3}$/", "x"), "Must match /^\\d{3}$/");
});

const TELLING: readonly (readonly [message: string, value: unknown])[] = [
  ['Not "hunter2"', "hunter2"],
  ['Not "ab"', "ab"],
  ["hunter2 is no email", "hunter2"],
  ["prehunter2post", "hunter2"],
  ["HUNTER2 is no email", " hunter2 "],
  ['Not "a\\"b\\\\c"', 'a"b\\c'],
  ["Not 4711", 4711],
  ['Not {"a":{"b":1}}', { a: { b: 1 } }],
  ["Wants others than hunter2, fine", ["well", "hunter2"]],
  ["Wants others than hunter2", { a: [{ b: "hunter2" }] }],
  [`Not ${"x".repeat(600)}`, "x".repeat(100_000)],
];

for (const [message, value] of TELLING) {
  test(`a message that tells its value is replaced: ${message.slice(0, 40)}`, () => {
    assert.is(told(message, value), "Invalid value");
  });
}

test("a message that tells another value of the part is replaced, unless that is a short word", () => {
  const toldBeside = (message: string, b: string) => {
    return itemsOf([part({ message, path: ["a"] }, { a: "x", b })]).items[0]?.msg;
  };
  assert.is(toldBeside("Must be after 2026-11-23", "2026-11-23"), "Invalid value");
  assert.is(toldBeside("Must be after the start", "start"), "Must be after the start");
});

for (
  const [message, expected] of [[12, "12"], [undefined, "Invalid value"], [{}, "Invalid value"]]
) {
  test(`a message need not be text: ${typeof message}`, () => {
    // A library in JavaScript may give anything.
    assert.is(told(message as string, "x"), expected);
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
  return { place: "body", schema, issues: [issue], input, isText: false } as const;
}

async function failed(schema: AnySchema, input: unknown) {
  const { issues = [] } = await schema["~standard"].validate(input);
  return { place: "body", schema, issues, input, isText: false } as const;
}

test.run();
