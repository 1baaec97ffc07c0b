import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import * as v from "valibot";
import { coercionOf, type RawRecord } from "../../../src/schema/coerce.ts";
import { jsonCoercion } from "../../../src/schema/coerce_json.ts";
import type { AnySchema } from "../../../src/schema/standard_schema.ts";
import { COERCION_CASES, type CoercionCase } from "../../support/coercion_cases.ts";

const test = suite("schema/coerce_json");

type Read = (one: CoercionCase) => unknown;

const number = ({ number }: CoercionCase) => number;
const boolean = ({ boolean }: CoercionCase) => boolean;
const text = () => undefined;
const oneOf = (...members: unknown[]) => (one: CoercionCase) =>
  [one.text, one.number, one.boolean].find((value) => members.includes(value));

const VALIBOT: readonly [name: string, schema: v.GenericSchema, read: Read][] = [
  ["number()", v.number(), number],
  ["number() and integer()", v.pipe(v.number(), v.integer(), v.minValue(1)), number],
  ["boolean()", v.boolean(), boolean],
  ["string()", v.string(), text],
  ["isoDate()", v.pipe(v.string(), v.isoDate()), text],
  ["literal(1)", v.literal(1), oneOf(1)],
  ["picklist() of numbers", v.picklist([1, 1000]), oneOf(1, 1000)],
  ["picklist() of texts", v.picklist(["1", "red"]), text],
  ["enum()", v.enum({ Low: 1, High: 2 }), oneOf(1, 2)],
  ["nullable()", v.nullable(v.number()), number],
  ["optional()", v.optional(v.number(), 5), number],
  ["union() of a number and a literal", v.union([v.number(), v.literal("red")]), number],
  ["union() with text", v.union([v.number(), v.string()]), text],
  ["any()", v.any(), text],
];

for (const [name, schema, read] of VALIBOT) {
  test(`Valibot, ${name}: every raw text becomes what it should`, () => {
    const coerce = coercionOf(
      toStandardJsonSchema(v.object({ it: schema, seen: v.number() })),
      fail,
    );
    checkAll((raw) => coerce?.(raw), read);
  });
}

const ARKTYPE: readonly [name: string, field: object, read: Read][] = [
  ["number", type({ it: "number", seen: "number" }), number],
  ["number.integer", type({ it: "number.integer", seen: "number" }), number],
  ["boolean", type({ it: "boolean", seen: "number" }), boolean],
  ["string", type({ it: "string", seen: "number" }), text],
  ["1 | 1000", type({ it: "1 | 1000", seen: "number" }), oneOf(1, 1000)],
  ["'red' | 1", type({ it: "'red' | 1", seen: "number" }), oneOf("red", 1)],
  ["number | null", type({ it: "number | null", seen: "number" }), number],
  ["number | string", type({ it: "number | string", seen: "number" }), text],
  ["optional", type({ "it?": "number", seen: "number" }), number],
  ["string.numeric.parse", type({ it: "string.numeric.parse", seen: "number" }), text],
];

for (const [name, schema, read] of ARKTYPE) {
  test(`ArkType, ${name}: every raw text becomes what it should`, () => {
    // Each is a type of ArkType, which is a Standard Schema.
    const coerce = coercionOf(schema as AnySchema, fail);
    checkAll((raw) => coerce?.(raw), read);
  });
}

test("lists and tuples of Valibot and ArkType are read one by one", () => {
  const schemas: readonly AnySchema[] = [
    toStandardJsonSchema(
      v.object({ it: v.array(v.number()), pair: v.tuple([v.number(), v.string()]) }),
    ),
    type({ it: "number[]", pair: ["number", "string"] }),
  ];
  for (const schema of schemas) {
    const read = coercionOf(schema, fail);
    assert.equal({ ...read?.({ it: "1", pair: ["1", "1"] }) }, { it: [1], pair: [1, "1"] });
    assert.equal({ ...read?.({ it: ["1", "x"] }) }, { it: [1, "x"] });
  }
});

test("a list in a list is left alone, for the schema to refuse", () => {
  const coerce = coercionOf(type({ it: "number[][]" }), fail);
  assert.equal({ ...coerce?.({ it: ["1", "2"] }) }, { it: ["1", "2"] });
});

test("a value and a list of them may share a name", () => {
  const coerce = coercionOf(type({ it: "number | number[]" }), fail);
  assert.equal({ ...coerce?.({ it: "1" }) }, { it: 1 });
  assert.equal({ ...coerce?.({ it: ["1", "2"] }) }, { it: [1, 2] });
});

const Node = { type: "object", properties: { next: { $ref: "#" }, n: { $ref: "#/$defs/a~1b" } } };

test("jsonCoercion() follows references, and ends where one leads back", () => {
  const coerce = jsonCoercion({ ...Node, $defs: { "a/b": { type: "integer" } } });
  assert.equal({ ...coerce?.({ n: "1", next: "2" }) }, { n: 1, next: "2" });
  const loop = { $ref: "#/$defs/loop", $defs: { loop: { $ref: "#/$defs/loop" } } };
  assert.is(jsonCoercion(loop), null);
});

test("jsonCoercion() reads the parts of allOf, and names that stand nowhere", () => {
  const coerce = jsonCoercion({
    allOf: [{ properties: { a: { type: "number" } } }, { properties: { b: { type: "boolean" } } }],
    additionalProperties: false,
  });
  assert.equal({ ...coerce?.({ a: "1", b: "1", c: "1" }) }, { a: 1, b: true, c: "1" });
  const open = jsonCoercion({ properties: {}, additionalProperties: { type: "number" } });
  assert.equal({ ...open?.({ a: "1" }) }, { a: 1 });
});

test("jsonCoercion() reads several objects by what they ask for", () => {
  const coerce = jsonCoercion({
    anyOf: [
      { properties: { kind: { const: "a" }, n: { type: "number" } }, required: ["kind"] },
      { properties: { kind: { enum: ["b"] }, n: { type: "array", items: { type: "number" } } } },
    ],
  });
  assert.equal({ ...coerce?.({ kind: "a", n: "1" }) }, { kind: "a", n: 1 });
  assert.equal({ ...coerce?.({ kind: "b", n: "1" }) }, { kind: "b", n: [1] });
  assert.equal({ ...coerce?.({ n: "1" }) }, { n: [1] });
});

test("jsonCoercion() leaves text where a schema says nothing, or something odd", () => {
  const elsewhere = { $ref: "other.json#/$defs/n" };
  for (const it of [true, {}, { type: "quaternion" }, elsewhere, { $ref: "#/none" }]) {
    const $defs = { n: { type: "number" } };
    const coerce = jsonCoercion({ properties: { it, seen: { type: "number" } }, $defs });
    assert.equal({ ...coerce?.({ it: "1", seen: "1" }) }, { it: "1", seen: 1 });
  }
});

function checkAll(coerce: (raw: RawRecord) => RawRecord | undefined, read: Read): void {
  for (const one of COERCION_CASES) {
    const result = coerce({ it: one.text, seen: "1" })?.it;
    assert.ok(Object.is(result, read(one) ?? one.text), JSON.stringify(one.text));
  }
}

function fail(message: string): never {
  throw new Error(message);
}

test.run();
