import { suite } from "uvu";
import * as assert from "uvu/assert";
import { untangle } from "../../../src/openapi/definitions.ts";
import { inlineUnnamed } from "../../../src/openapi/inline.ts";
import { tidy } from "../../../src/openapi/tidy.ts";
import type { JsonSchema } from "../../../src/schema/json_schema.ts";

const test = suite("definitions");

/** The names that a schema's references lead to, by the schema's properties. */
function targetsOf(root: JsonSchema, ...ids: string[]): Record<string, unknown> {
  const { properties } = root;
  const { links } = untangle(root, new Set(ids));
  return Object.fromEntries(
    Object.entries(properties ?? {}).map(([name, node]) => [name, links.get(node)?.name]),
  );
}

test("are found by key, pointer, $id and anchor", () => {
  const targets = targetsOf({
    properties: {
      key: { $ref: "#/$defs/A" },
      old: { $ref: "#/definitions/B" },
      escaped: { $ref: "#/$defs/a~1b%20c" },
      id: { $ref: "urn-c" },
      anchor: { $ref: "#here" },
    },
    $defs: {
      A: {},
      "a/b c": {},
      C: { $id: "urn-c" },
      D: { $anchor: "here" },
    },
    definitions: { B: {} },
  });
  assert.equal(targets, { key: "A", old: "B", escaped: "a/b c", id: "C", anchor: "D" });
});

test("without a name of the program's have none", () => {
  const keys = ["__schema0", "7", "intersection12"];
  const $defs = Object.fromEntries(keys.map((key) => [key, {}]));
  const properties = Object.fromEntries(keys.map((key) => [key, { $ref: `#/$defs/${key}` }]));
  const targets = targetsOf({ properties, $defs });
  assert.equal(targets, { 7: undefined, __schema0: undefined, intersection12: undefined });
  assert.is(
    targetsOf({ properties: { a: { $ref: "#/$defs/user1" } }, $defs: { user1: {} } }, "user1").a,
    "user1",
  );
});

test("stand in the place they are referred to by", () => {
  const root: JsonSchema = {
    properties: { a: { type: "string" }, b: { $ref: "#/properties/a" } },
  };
  const { a, b } = root.properties as Record<string, JsonSchema>;
  const { links } = untangle(root, new Set());
  assert.ok(a && b);
  assert.equal([a, b], [{ $ref: "" }, { $ref: "" }]);
  assert.is(links.get(a), links.get(b));
  assert.equal(links.get(a)?.schema, { type: "string" });
});

test("leave URLs alone, and open what leads nowhere", () => {
  const root: JsonSchema = {
    anyOf: [{ $ref: "https://example.com/a.json" }, { $ref: "#/$defs/no", title: "kept" }],
  };
  assert.equal(untangle(root, new Set()).dangling, ["#/$defs/no"]);
  assert.equal(root.anyOf, [{ $ref: "https://example.com/a.json" }, { title: "kept" }]);
});

test("that are nothing but themselves are open", () => {
  const root: JsonSchema = { $ref: "#" };
  assert.equal(untangle(root, new Set()).dangling, ["#"]);
  assert.equal(root, {});
});

test("are no values: defaults, examples and constants are left as they are", () => {
  const root: JsonSchema = { default: { $ref: "#/no" }, examples: [{ $ref: "#/no", id: "a" }] };
  assert.is(untangle(root, new Set()).links.size, 0);
  assert.equal(root, { default: { $ref: "#/no" }, examples: [{ $ref: "#/no", id: "a" }] });
});

test("without a name are put in place, unless they lead back to themselves", () => {
  const root: JsonSchema = {
    properties: { flat: { $ref: "#/$defs/0", title: "kept" }, round: { $ref: "#/$defs/1" } },
    $defs: { 0: { type: "string" }, 1: { items: { $ref: "#/$defs/1" } } },
  };
  const { links } = untangle(root, new Set());
  inlineUnnamed(links);
  const { flat, round } = root.properties as Record<string, JsonSchema>;
  assert.equal(flat, { type: "string", title: "kept" });
  assert.ok(round !== undefined && links.has(round));
});

test("are tidied of what says nothing", () => {
  const schema: JsonSchema = {
    ...{ $schema: "x", $id: "y", $defs: {}, type: "integer" },
    ...{ minimum: Number.MIN_SAFE_INTEGER, maximum: 2 ** 53 - 1 },
  };
  tidy(schema);
  assert.equal(schema, { type: "integer" });
});

test("keep bounds, formats and patterns that do", () => {
  const schema: JsonSchema = { minimum: 0, maximum: 9, format: "email", pattern: "^.+@.+$" };
  tidy(schema);
  assert.equal(schema, { minimum: 0, maximum: 9, format: "email", pattern: "^.+@.+$" });
});

test("lose checks in the place of formats, and patterns that are not Unicode", () => {
  for (const format of ["starts_with", "ends_with", "includes", "lowercase", "uppercase"]) {
    const schema: JsonSchema = { format, pattern: "^[\\w-.]" };
    tidy(schema);
    assert.equal(schema, {}, format);
  }
});

test.run();
