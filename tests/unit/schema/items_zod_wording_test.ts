import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { itemsOf } from "../../../src/schema/items.ts";
import { failedPart } from "../../support/failed_part.ts";

const test = suite("schema/items_zod_wording");

const SECRET = "S3CRET";

/** Parses JSON in a text, as Zod's documentation does it. */
const JSON_TEXT = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    context.addIssue(String(error));
    return z.NEVER;
  }
});

/** Messages of the program that repeat the value, and what is said in their place. */
const TELLING: readonly (readonly [name: string, z.ZodType, value: unknown, msg: string])[] = [
  [
    "superRefine()",
    z.string().superRefine((value, context) => context.addIssue(`custom ${value}`)),
    SECRET,
    "Invalid input",
  ],
  [
    "superRefine() of an object",
    z.object({ pin: z.string() }).superRefine(({ pin }, context) => context.addIssue(`not ${pin}`)),
    { pin: SECRET },
    "Invalid input",
  ],
  [
    "an error map of a type",
    z.int({ error: ({ input }) => `got ${input}` }),
    SECRET,
    "Invalid input: expected number, received string",
  ],
  [
    "an error map of a check",
    z.string().min(30, { error: ({ input }) => `got ${input}` }),
    SECRET,
    "Too small: expected string to have >=30 characters",
  ],
  [
    "an error map of a key",
    z.record(z.string().refine(() => false, { error: ({ input }) => `got ${input}` }), z.int()),
    { [SECRET]: 1 },
    "Invalid input",
  ],
  [
    "an issue that lacks what Zod's own have",
    z.string().check(({ issues, value }) => {
      // As a program may, and the types forbid.
      issues.push({ code: "too_big", message: `got ${value}`, input: value } as never);
    }),
    SECRET,
    "Invalid value",
  ],
  ["an error of JSON.parse()", JSON_TEXT, SECRET, "Invalid input"],
  [
    "an error of JSON.parse() that shows a piece",
    JSON_TEXT,
    `{"key":"${"x".repeat(50)}",\n"k":${SECRET},"${"y".repeat(50)}":1}`,
    "Invalid input",
  ],
  [
    "a value in what a transform made of the text",
    JSON_TEXT.pipe(z.object({
      pin: z.string().refine(() => false, {
        error: ({ input }) => `got ${input}`,
      }),
    })),
    JSON.stringify({ pin: SECRET }),
    "Invalid value",
  ],
];

for (const [name, schema, value, msg] of TELLING) {
  test(`Zod's words stand for a message that tells the value: ${name}`, () => {
    const { items } = itemsOf([failedPart("body", z.object({ a: schema }), { a: value })]);
    assert.equal(items.map((item) => item.msg), [msg]);
  });
}

test("a message of one value does not tell another", () => {
  const schema = z.object({ from: z.string(), to: z.string() }).superRefine(({ from }, context) => {
    context.addIssue({ code: "custom", path: ["to"], message: `must be after ${from}` });
  });
  const { items } = itemsOf([failedPart("query", schema, { from: "2026-11-23", to: "2025" })]);
  assert.equal(items.map(({ msg }) => msg), ["Invalid input"]);
});

/** Messages that happen to hold the value, or a part of them that does. */
const KEPT: readonly (readonly [name: string, z.ZodType, value: unknown, msg: string])[] = [
  ["of Zod", z.int(), "string", "Invalid input: expected number, received string"],
  [
    "of Zod, with an object",
    z.int(),
    { a: "number" },
    "Invalid input: expected number, received object",
  ],
  [
    "of Zod, about what it coerced",
    z.coerce.number(),
    "Infinity",
    "Invalid input: expected number, received Infinity",
  ],
  ["of Zod, with a bound", z.int().gt(1000), 1000, "Too small: expected number to be >1000"],
  ["with a letter", z.int("Give a number"), "a", "Give a number"],
  ["with a bound", z.int().gt(1, "More than 1"), 1, "More than 1"],
  [
    "about true",
    z.object({ b: z.boolean() }).refine(() => false, "a is not true"),
    { b: true },
    "a is not true",
  ],
];

for (const [name, schema, value, msg] of KEPT) {
  test(`a message keeps its wording where it holds the value by chance: ${name}`, () => {
    const { items } = itemsOf([failedPart("body", z.object({ a: schema }), { a: value })]);
    assert.equal(items.map((item) => item.msg), [msg]);
  });
}

test("a message that is no text does no harm", () => {
  const schema = z.string().superRefine((_, context) => {
    // As a program in JavaScript may.
    context.addIssue({ code: "custom", message: 12 as unknown as string });
  });
  const { items } = itemsOf([failedPart("body", schema, "x")]);
  assert.equal(items.map(({ msg }) => msg), ["12"]);
});

test.run();
