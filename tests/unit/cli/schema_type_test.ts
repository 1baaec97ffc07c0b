import { suite } from "uvu";
import * as assert from "uvu/assert";
import { SchemaTypes } from "../../../src/cli/schema_type.ts";

const test = suite("cli/schema_type");

const DOCUMENT = {
  components: {
    schemas: {
      User: {
        type: "object",
        properties: { id: { type: "string" }, best: { $ref: "#/components/schemas/User" } },
      },
      Kind: { type: "string", enum: ["a", "b"] },
      "a/b~c": { type: "string" },
      Loop: { $ref: "#/components/schemas/Loop" },
      Deep: {
        $defs: { List: { type: "array", items: { $ref: "#/components/schemas/Deep/$defs/List" } } },
      },
    },
  },
  $defs: { Top: { type: "string" } },
};

const TYPES: readonly (readonly [schema: unknown, type: string])[] = [
  [{}, "unknown"],
  [true, "unknown"],
  [undefined, "unknown"],
  [false, "never"],
  [{ not: {} }, "never"],
  [{ not: { type: "string" } }, "unknown"],
  [{ type: "string", format: "binary" }, "string"],
  [{ type: "integer", minimum: 1 }, "number"],
  [{ type: "boolean" }, "boolean"],
  [{ type: "null" }, "null"],
  [{ type: ["string", "null"] }, "string | null"],
  [{ type: ["integer", "number"] }, "number"],
  [{ const: 'a"b\n' }, '"a\\"b\\n"'],
  [{ const: null }, "null"],
  [{ const: -1 }, "-1"],
  [{ const: { a: [1, "x"] } }, '{ a: [1, "x"]; }'],
  [{ type: "string", enum: ["a", "b", "a"] }, '"a" | "b"'],
  [{ type: ["string", "null"], enum: ["a"] }, '"a" | null'],
  [{ enum: [1, true, null] }, "1 | true | null"],
  [{ enum: [] }, "never"],
  [{ type: "array", items: { type: "string" } }, "string[]"],
  [{ type: "array" }, "unknown[]"],
  [{ type: "array", items: { type: ["string", "null"] } }, "(string | null)[]"],
  [{ type: ["array", "null"], items: { type: "string" } }, "string[] | null"],
  [{ type: "array", prefixItems: [{ type: "string" }, { type: "number" }] }, "[string, number]"],
  [
    {
      type: "array",
      prefixItems: [{ type: "string" }, { type: ["number", "null"] }],
      minItems: 1,
      items: false,
    },
    "[string, (number | null)?]",
  ],
  [
    { type: "array", prefixItems: [{ type: "string" }], minItems: 1, items: { type: "number" } },
    "[string, ...number[]]",
  ],
  [{ type: "object" }, "Record<string, never>"],
  [{ type: "object", properties: {}, additionalProperties: false }, "Record<string, never>"],
  [
    { type: "object", properties: { a: { type: "string" }, "b-c": {} }, required: ["a"] },
    '{ a: string; "b-c"?: unknown; }',
  ],
  [
    { type: "object", properties: { a: { type: "string", default: "x" } } },
    "{ /** @default x */ a?: string; }",
  ],
  [
    { type: "object", properties: { a: { type: "string", readOnly: true } } },
    "{ readonly a?: string; }",
  ],
  [{ properties: { a: { type: "string" } } }, "{ a?: string; }"],
  [
    { type: "object", properties: JSON.parse('{ "__proto__": { "type": "string" } }') },
    "{ __proto__?: string; }",
  ],
  [{ type: "object", additionalProperties: { type: "number" } }, "{ [key: string]: number; }"],
  [{ type: "object", additionalProperties: true }, "{ [key: string]: unknown; }"],
  [
    { type: "object", patternProperties: { "^x-": { type: "string" } } },
    "{ [key: string]: string; }",
  ],
  [
    { type: "object", properties: { a: { type: "string" } }, additionalProperties: {} },
    "{ a?: string; } & { [key: string]: unknown; }",
  ],
  [
    {
      type: "object",
      propertyNames: { enum: ["a", "b-c"] },
      additionalProperties: { type: "number" },
      required: ["a"],
    },
    '{ a: number; "b-c"?: number; }',
  ],
  [
    {
      type: "object",
      propertyNames: { $ref: "#/components/schemas/Kind" },
      additionalProperties: {},
    },
    "{ a?: unknown; b?: unknown; }",
  ],
  [{ anyOf: [{ type: "string" }, { type: "null" }] }, "string | null"],
  [{ anyOf: [{ type: "string" }, {}] }, "unknown"],
  [{ oneOf: [{ type: "string" }, false] }, "string"],
  [
    { allOf: [{ $ref: "#/components/schemas/User" }, { properties: { a: {} }, required: ["a"] }] },
    'components["schemas"]["User"] & { a: unknown; }',
  ],
  [
    { allOf: [{ anyOf: [{ type: "string" }, { type: "number" }] }, { const: 1 }] },
    "(string | number) & 1",
  ],
  [{ $ref: "#/components/schemas/User" }, 'components["schemas"]["User"]'],
  [{ $ref: "#/components/schemas/a~1b~0c" }, 'components["schemas"]["a/b~c"]'],
  [{ $ref: "#/$defs/Top" }, '$defs["Top"]'],
  [{ $ref: "#/components/schemas/User/properties/id" }, "string"],
  [{ $ref: "#/components/schemas/Deep/$defs/List" }, "unknown[]"],
];

for (const [schema, type] of TYPES) {
  test(`${JSON.stringify(schema)} is ${type}`, () => {
    const { text } = new SchemaTypes(DOCUMENT).typeOf(schema);
    assert.is(text.replace(/\s+/g, " "), type);
  });
}

for (const $ref of ["#/components/schemas/None", "other.json#/User", "#/components/schemas/Loop"]) {
  test(`the reference "${$ref}" is refused`, () => {
    assert.throws(() => new SchemaTypes(DOCUMENT).typeOf({ $ref }), $ref);
  });
}

test.run();
