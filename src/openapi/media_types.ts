import type { JsonSchema } from "../schema/json_schema.ts";
import { isSchemaObject } from "./subschemas.ts";

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
    const branches = ["anyOf", "oneOf"].flatMap((keyword) => resolved[keyword] ?? []);
    const types = typesOf(resolved);
    if (types.length > 0) { for (const type of types) kinds.add(mediaTypeOf(type, resolved)); }
    else if (branches.length === 0) kinds.add("application/json");
    else for (const branch of branches) if (isSchemaObject(branch)) visit(branch);
  };
  visit(schema);
  return [...kinds];
}

function typesOf({ type, const: constant, enum: values }: JsonSchema): unknown[] {
  if (type !== undefined) return Array.isArray(type) ? type : [type];
  if (constant !== undefined) return [typeof constant];
  return Array.isArray(values) ? values.map((value) => typeof value) : [];
}

function mediaTypeOf(type: unknown, { format, contentMediaType }: JsonSchema): string {
  if (type !== "string") return "application/json";
  if (format !== "binary") return "text/plain";
  return typeof contentMediaType === "string" ? contentMediaType : "application/octet-stream";
}
