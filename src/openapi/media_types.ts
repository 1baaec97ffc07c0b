import type { JsonSchema } from "../schema/json_schema.ts";
import { isSchemaObject } from "./subschemas.ts";

const JSON_TYPE = "application/json";
const TEXT_TYPE = "text/plain";

/** Keywords that say nothing of a value: a schema of no others takes text as well. */
const NOTES: ReadonlySet<string> = new Set([
  "title",
  "description",
  "default",
  "deprecated",
  "examples",
  "readOnly",
  "$comment",
]);

/**
 * Returns the media types under which a value of a schema is sent: text for strings, bytes for
 * files, JSON for anything else.
 */
export function mediaTypesOf(
  schema: JsonSchema,
  resolve: (schema: JsonSchema) => JsonSchema,
): string[] {
  const kinds = new Set<string>();
  const open = new Set<JsonSchema>();
  const visit = (part: JsonSchema): void => {
    const resolved = resolve(part);
    if (open.has(resolved)) return;
    open.add(resolved);
    const branches = ["anyOf", "oneOf", "allOf"].flatMap((keyword) => resolved[keyword] ?? []);
    const types = typesOf(resolved);
    for (const kind of types.flatMap((type) => kindsOf(type, resolved))) kinds.add(kind);
    if (types.length > 0) return;
    for (const branch of branches) if (isSchemaObject(branch)) visit(branch);
    if (branches.length > 0) return;
    kinds.add(JSON_TYPE);
    if (Object.keys(resolved).every((keyword) => NOTES.has(keyword))) kinds.add(TEXT_TYPE);
  };
  visit(schema);
  return [...kinds];
}

function typesOf({ type, const: constant, enum: values }: JsonSchema): unknown[] {
  if (type !== undefined) return Array.isArray(type) ? type : [type];
  if (constant !== undefined) return [typeof constant];
  return Array.isArray(values) ? values.map((value) => typeof value) : [];
}

function kindsOf(type: unknown, schema: JsonSchema): readonly string[] {
  if (type !== "string") return [JSON_TYPE];
  if (schema.format === "binary") return fileTypes(schema);
  // The text of a date is text; a Date is written as JSON, and its schema has no pattern.
  const mayBeDate = schema.format === "date-time" && schema.pattern === undefined;
  return mayBeDate ? [TEXT_TYPE, JSON_TYPE] : [TEXT_TYPE];
}

/** A file is sent as what it says it is. */
function fileTypes({ contentMediaType, anyOf }: JsonSchema): readonly string[] {
  const branches = Array.isArray(anyOf) ? anyOf.filter(isSchemaObject) : [];
  const given = [contentMediaType, ...branches.map((branch) => branch.contentMediaType)];
  const types = given.filter((type) => typeof type === "string");
  return types.length === 0 ? ["*/*"] : types;
}
