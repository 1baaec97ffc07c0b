import type { JsonSchema } from "../schema/json_schema.ts";

/** Keywords that hold one schema; `items` held a list before draft 2020-12. */
const ONE: ReadonlySet<string> = new Set([
  ...["items", "additionalItems", "contains", "unevaluatedItems"],
  ...["additionalProperties", "propertyNames", "unevaluatedProperties"],
  ...["not", "if", "then", "else", "contentSchema"],
]);
/** Keywords that hold a list of schemas. */
const LISTS: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf", "prefixItems", "items"]);
/** Keywords that hold schemas by name. */
const MAPS: ReadonlySet<string> = new Set([
  ...["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"],
]);

/** Tells whether a value is a schema that has keywords; `true` and `false` are schemas without. */
export function isSchemaObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Returns a schema and all schemas in it, outer before inner; what merely looks like one (a
 * default, an example, a constant) is none.
 */
export function schemasIn(root: JsonSchema): JsonSchema[] {
  const found = [root];
  // The list grows while it is walked.
  for (const schema of found) addSubschemas(schema, found);
  return found;
}

function addSubschemas(schema: JsonSchema, found: JsonSchema[]): void {
  for (const [keyword, value] of Object.entries(schema)) {
    if (Array.isArray(value) && LISTS.has(keyword)) found.push(...value.filter(isSchemaObject));
    if (!isSchemaObject(value)) continue;
    if (ONE.has(keyword)) found.push(value);
    else if (MAPS.has(keyword)) found.push(...Object.values(value).filter(isSchemaObject));
  }
}
