import { isIntegerDef, type ZodDef, type ZodSchema } from "./zod_def.ts";

/**
 * Tells whether the number that a schema asks for at a path is an integer. Zod itself does not: it
 * calls what is no number at all "expected number".
 *
 * Each step looks at each schema once, however many ways lead there: alternatives that hold each
 * other would otherwise double the ways with each step.
 */
export function isIntegerAt(schema: ZodSchema, path: readonly (string | number)[]): boolean {
  let readers = readersOf([schema]);
  for (const step of path) readers = readersOf(membersOf(readers, step));
  for (const { _zod: { def } } of readers) {
    if (def.type === "number") return isIntegerDef(def);
  }
  return false;
}

/** Returns schemas, and all that may read a value in their place. */
function readersOf(schemas: Iterable<ZodSchema>): ReadonlySet<ZodSchema> {
  const readers = new Set<ZodSchema>();
  const collect = (schema: ZodSchema): void => {
    if (readers.has(schema)) return;
    readers.add(schema);
    alternativesOf(schema).forEach(collect);
  };
  for (const schema of schemas) collect(schema);
  return readers;
}

function alternativesOf({ _zod: { def, innerType } }: ZodSchema): readonly ZodSchema[] {
  const single = [def.innerType, def.in, def.out, def.left, def.right, innerType];
  return [...single.filter((schema) => schema !== undefined), ...def.options ?? []];
}

function membersOf(readers: Iterable<ZodSchema>, step: string | number): readonly ZodSchema[] {
  const members = Array.from(readers, ({ _zod }) => memberOf(_zod.def, step));
  return members.filter((member) => member !== null && member !== undefined);
}

function memberOf(def: ZodDef, step: string | number): ZodSchema | null | undefined {
  if (typeof step === "number") return def.element ?? def.items?.[step] ?? def.rest;
  const { shape } = def;
  if (shape !== undefined && Object.hasOwn(shape, step)) return shape[step];
  return def.valueType ?? def.catchall;
}
