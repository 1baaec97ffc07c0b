import type { JsonSchema } from "../schema/json_schema.ts";

/** Keywords that hold one schema; `items` held a list before draft 2020-12. */
const ONE: readonly string[] = [
  ...["items", "additionalItems", "contains", "unevaluatedItems"],
  ...["additionalProperties", "propertyNames", "unevaluatedProperties"],
  ...["not", "if", "then", "else", "contentSchema"],
];
/** Keywords that hold a list of schemas. */
const LISTS: readonly string[] = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];
/** Keywords that hold schemas by name. */
const MAPS: readonly string[] = [
  ...["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"],
];

/** Tells whether a value is a schema that has keywords; `true` and `false` are schemas without. */
export function isSchemaObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Returns a schema and all schemas in it, outer before inner, in the order they are written; what
 * merely looks like one (a default, an example, a constant) is none.
 */
export function schemasIn(root: JsonSchema): JsonSchema[] {
  const found: JsonSchema[] = [];
  const pending = [root];
  for (let schema = pending.pop(); schema !== undefined; schema = pending.pop()) {
    found.push(schema);
    pending.push(...subschemas(schema).reverse());
  }
  return found;
}

function subschemas(schema: JsonSchema): JsonSchema[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (LISTS.includes(keyword) && Array.isArray(value)) return value.filter(isSchemaObject);
    if (!isSchemaObject(value)) return [];
    if (MAPS.includes(keyword)) return Object.values(value).filter(isSchemaObject);
    return ONE.includes(keyword) ? [value] : [];
  });
}
