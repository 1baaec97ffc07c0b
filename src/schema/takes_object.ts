import { readJsonSchema } from "./json_schema.ts";
import { isSchema, schemasOf } from "./json_walk.ts";
import type { JsonSchema } from "./json_schema_conversion.ts";
import type { AnySchema } from "./standard_schema.ts";
import { type ZodSchema, zodSchema } from "./zod_def.ts";

/** Kinds of Zod that refuse every plain object. */
const LEAVES: ReadonlySet<string> = new Set([
  ...["string", "number", "bigint", "boolean", "date", "symbol", "null", "undefined", "void"],
  ...["nan", "never", "literal", "enum", "template_literal", "file", "array", "tuple"],
]);

/**
 * Tells whether a schema may take a plain object, such as the record of a query: true where that is
 * not known.
 */
export function takesObject(schema: AnySchema): boolean {
  const zod = zodSchema(schema);
  if (zod !== null) return zodTakes(zod, new Set());
  return jsonTakes(readJsonSchema(schema, "input")?.json ?? {});
}

function zodTakes(schema: ZodSchema, passed: Set<ZodSchema>): boolean {
  if (passed.has(schema)) return true;
  passed.add(schema);
  const { def, innerType } = schema._zod;
  if (def.type === "catch" || def.coerce === true) return true;
  if (LEAVES.has(def.type)) return false;
  const takes = (part: ZodSchema | undefined) => part === undefined || zodTakes(part, passed);
  if (def.options !== undefined) return def.options.some(takes);
  return [def.left, def.right, def.innerType ?? def.in ?? innerType].every(takes);
}

function jsonTakes({ type, const: constant, enum: members, anyOf, allOf }: JsonSchema): boolean {
  if (type !== undefined && ![type].flat().includes("object")) return false;
  const values = constant === undefined ? members : [constant];
  if (Array.isArray(values) && !values.some(isSchema)) return false;
  const options = schemasOf(anyOf);
  return (options.length === 0 || options.some(jsonTakes)) && schemasOf(allOf).every(jsonTakes);
}
