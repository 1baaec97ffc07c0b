import { isIntegerDef, type ZodDef, type ZodSchema } from "./zod_def.ts";

/**
 * Tells whether the number that a schema asks for at a path is an integer. Zod itself does not: it
 * calls what is no number at all "expected number".
 */
export function isIntegerAt(schema: ZodSchema, path: readonly (string | number)[]): boolean {
  const number = numberAt(schema, path, new Set());
  return number !== undefined && isIntegerDef(number._zod.def);
}

function numberAt(
  schema: ZodSchema,
  path: readonly (string | number)[],
  passed: Set<ZodSchema>,
): ZodSchema | undefined {
  // A schema that holds itself without a step into the value would be walked for ever.
  if (passed.has(schema)) return undefined;
  passed.add(schema);
  for (const other of alternativesOf(schema)) {
    const number = numberAt(other, path, passed);
    if (number !== undefined) return number;
  }
  const { def } = schema._zod;
  const [step, ...rest] = path;
  if (step === undefined) return def.type === "number" ? schema : undefined;
  const member = memberOf(def, step);
  return member ? numberAt(member, rest, new Set()) : undefined;
}

/** What may read a value in place of a schema. */
function alternativesOf({ _zod: { def, innerType } }: ZodSchema): readonly ZodSchema[] {
  const single = [def.innerType, def.in, def.out, def.left, def.right, innerType];
  return [...single.filter((schema) => schema !== undefined), ...def.options ?? []];
}

function memberOf(def: ZodDef, step: string | number): ZodSchema | null | undefined {
  if (typeof step === "number") return def.element ?? def.items?.[step] ?? def.rest;
  const { shape } = def;
  if (shape !== undefined && Object.hasOwn(shape, step)) return shape[step];
  return def.valueType ?? def.catchall;
}
