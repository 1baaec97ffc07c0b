import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as v from "valibot";
import * as z from "zod";
import { readJsonSchema, type SchemaForm } from "../../../src/schema/json_schema.ts";
import type { AnySchema } from "../../../src/schema/standard_schema.ts";
import { takesNothing } from "../../../src/schema/takes_nothing.ts";

const test = suite("readJsonSchema()");

/** The JSON Schema of one property. */
function propertyOf(schema: AnySchema, form: SchemaForm): unknown {
  const { properties } = readJsonSchema(schema, form)?.json ?? {};
  return new Map(Object.entries(properties ?? {})).get("of");
}

/** A schema of a library that nobody knows. */
function foreign(jsonSchema: unknown): AnySchema {
  const validate = (value: unknown) => ({ value });
  return { "~standard": { version: 1, vendor: "other", validate, ...{ jsonSchema } } };
}

const DATE_TIME = { type: "string", format: "date-time" };

test("reads dates, bigints and files as they are sent", () => {
  const of = (schema: z.ZodType, form: SchemaForm) => propertyOf(z.object({ of: schema }), form);
  assert.equal(of(z.date(), "output"), DATE_TIME);
  assert.equal(of(z.date(), "input"), {});
  assert.equal(of(z.coerce.date(), "input"), DATE_TIME);
  assert.equal(of(z.bigint(), "input"), { type: "string", pattern: "^-?[0-9]+$" });
  assert.equal(of(z.coerce.bigint(), "input"), { type: "string", pattern: "^-?[0-9]+$" });
  assert.equal(propertyOf(toStandardJsonSchema(v.object({ of: v.date() })), "output"), DATE_TIME);
  assert.equal(propertyOf(toStandardJsonSchema(v.object({ of: v.file() })), "input"), {
    type: "string",
    format: "binary",
  });
  assert.equal(propertyOf(type({ of: "Date" }), "output"), DATE_TIME);
});

test("tells what it leaves open, and where", () => {
  const reading = readJsonSchema(z.object({ of: z.array(z.symbol()) }), "input");
  assert.equal(reading?.losses, [{
    path: ["properties", "of", "items"],
    reason: "Symbols cannot be represented in JSON Schema",
  }]);
  const nullable = readJsonSchema(z.object({ of: z.symbol().nullable() }), "input");
  assert.is(nullable?.losses.length, 1);
  const valibot = readJsonSchema(toStandardJsonSchema(v.object({ of: v.symbol() })), "input");
  assert.equal(valibot?.losses.map(({ path }) => path), [[]]);
  assert.is(readJsonSchema(type({ of: "Date" }), "input")?.losses.length, 1);
  assert.equal(readJsonSchema(type({ "of?": "string" }), "input")?.losses, []);
});

test("reads bytes as they are sent, which JSON cannot hold", () => {
  const read = (schema: AnySchema, form: SchemaForm) => readJsonSchema(schema, form);
  const file = { type: "string", format: "binary" };
  const given = read(z.instanceof(Uint8Array), "output");
  const { $schema: _, ...json } = given?.json ?? {};
  assert.equal(json, { ...file, contentMediaType: "application/octet-stream" });
  assert.equal(given?.losses, []);
  assert.is(read(z.instanceof(Blob), "output")?.losses.length, 0);
  assert.is(read(z.instanceof(Map), "output")?.losses.length, 1);
  assert.is(read(z.instanceof(Uint8Array), "input")?.losses.length, 1);
  assert.is(read(z.object({ of: z.instanceof(Uint8Array) }), "output")?.losses.length, 1);
});

test("tells that a bigint cannot be sent", () => {
  const losses = (schema: AnySchema) =>
    readJsonSchema(schema, "output")?.losses.map(({ reason }) => reason);
  assert.equal(losses(z.bigint()), ["BigInt cannot be represented in JSON Schema"]);
  assert.is(losses(z.coerce.bigint())?.length, 1);
  assert.is(losses(toStandardJsonSchema(v.bigint()))?.length, 1);
  assert.is(losses(type("bigint"))?.length, 1);
});

test("leaves out bounds that are none", () => {
  const schema = z.number().min(-Infinity).max(Infinity);
  assert.equal(readJsonSchema(schema, "input")?.json.type, "number");
  for (const bound of ["minimum", "maximum"]) {
    assert.not.ok(bound in (readJsonSchema(schema, "input")?.json ?? {}));
  }
});

test("leaves nothing open where the program says by any keyword what is sent", () => {
  const text = { type: "string" } as const;
  const said = [
    z.date().meta({ title: "D" }).meta(text),
    z.date().optional().meta({ title: "D" }).meta(text),
    z.date().meta({ anyOf: [text] }),
    z.date().meta({ oneOf: [text] }),
    z.date().meta({ allOf: [text] }),
    z.date().meta({ $ref: "https://a.test/date.json" }),
  ];
  for (const of of said) {
    assert.equal(readJsonSchema(z.object({ of }), "input")?.losses, []);
    assert.equal(readJsonSchema(of, "input")?.losses, []);
  }
  const Named = z.date().meta({ id: "NamedDate" });
  assert.ok(readJsonSchema(z.object({ a: Named, b: Named }), "input")?.losses.length);
});

test("leaves nothing open where the program says what is sent", () => {
  const schema = z.object({ of: z.string().transform(Number).meta({ type: "number" }) });
  const reading = readJsonSchema(schema, "output");
  assert.equal(reading?.losses, []);
  assert.equal(reading?.json.properties, { of: { type: "number" } });
});

test("lets answers have more properties than their schema, unless that is strict", () => {
  const output = (schema: z.ZodType) => readJsonSchema(schema, "output")?.json.additionalProperties;
  assert.is(output(z.object({ a: z.string() })), undefined);
  assert.is(output(z.strictObject({ a: z.string() })), false);
  assert.equal(output(z.looseObject({ a: z.string() })), {});
});

test("leaves out patterns whose flags let more pass", () => {
  const of = (schema: z.ZodType) => propertyOf(z.object({ of: schema }), "input");
  assert.equal(of(z.string().regex(/^a$/i)), { type: "string" });
  assert.equal(of(z.string().regex(/^a/u)), { type: "string", pattern: "^a" });
  assert.equal(of(z.string().regex(/^a$/i).regex(/b/)), {
    type: "string",
    allOf: [{ pattern: "b" }],
  });
});

test("is undefined for a library without JSON Schema", () => {
  assert.is(readJsonSchema(v.object({}), "input"), undefined);
  assert.is(readJsonSchema(foreign(undefined), "input"), undefined);
  assert.is(readJsonSchema(foreign({ output: () => ({}) }), "input"), undefined);
});

test("never throws, and gives plain JSON", () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const given = new Map<unknown, unknown>([
    [{ type: "string", minLength: 1n, no: undefined }, { type: "string", minLength: 1 }],
    [true, {}],
    [false, { not: {} }],
    [null, {}],
    [[], {}],
    [cycle, {}],
    [undefined, {}],
  ]);
  for (const [json, expected] of given) {
    assert.equal(readJsonSchema(foreign({ input: () => json }), "input")?.json, expected);
  }
  const failing = foreign({
    input: () => {
      throw new Error("Not this target");
    },
  });
  assert.equal(readJsonSchema(failing, "input")?.losses, [{ path: [], reason: "Not this target" }]);
});

test("asks a library for draft 2020-12, and with its own members as this", () => {
  const members = {
    json: { type: "string" },
    input(options: unknown) {
      assert.equal(options, { target: "draft-2020-12" });
      return this.json;
    },
  };
  assert.equal(readJsonSchema(foreign(members), "input")?.json, { type: "string" });
});

test("takesNothing() tells which schemas take undefined", async () => {
  for (const schema of [z.string().optional(), z.string().default("a"), z.any(), v.any()]) {
    assert.ok(takesNothing(schema));
  }
  const later = { ...v.string()["~standard"], validate: () => Promise.reject(new Error("No")) };
  for (const schema of [z.string(), z.object({}), v.string(), type("string")]) {
    assert.not.ok(takesNothing(schema));
  }
  assert.not.ok(takesNothing({ "~standard": later }));
  await new Promise((resolve) => setTimeout(resolve));
});

test.run();
