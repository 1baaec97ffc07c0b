import type { JsonSchema, SchemaForm } from "./json_schema_conversion.ts";
import type { ZodSchema } from "./zod_def.ts";

/** What JSON leaves out. */
const NOTHING: readonly string[] = ["undefined", "void"];

/**
 * Takes out of "required" the members that Zod counts there though they may be left out: those that
 * stand for nothing, and of what is read those with `.catch()`.
 */
export function dropRequired(
  { _zod: { def } }: Pick<ZodSchema, "_zod">,
  json: JsonSchema,
  form: SchemaForm,
): void {
  const { shape } = def;
  if (shape === undefined || !Array.isArray(json.required)) return;
  const required = json.required.filter((name) => !mayLack(shape[name], form));
  if (required.length > 0) json.required = required;
  else delete json.required;
}

/** Looks at a schema, and at those that see its value before or instead of it. */
function mayLack(schema: ZodSchema | undefined, form: SchemaForm): boolean {
  const passed = new Set<ZodSchema | undefined>();
  let node = schema;
  while (node !== undefined && !passed.has(node)) {
    passed.add(node);
    const { def, innerType }: ZodSchema["_zod"] = node._zod;
    if (NOTHING.includes(def.type) || form === "input" && def.type === "catch") return true;
    node = def.innerType ?? (form === "input" ? def.in : def.out) ?? innerType;
  }
  return false;
}
