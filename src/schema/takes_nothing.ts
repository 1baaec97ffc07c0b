import type { AnySchema } from "./standard_schema.ts";
import { zodSchema } from "./zod_def.ts";

/** Zod's types that take undefined and yet count as keys that must be there. */
const TAKE_ALL: readonly string[] = ["any", "unknown", "undefined", "void"];

/**
 * Tells whether a schema takes undefined, which is what it reads where there is no body. A schema
 * of Zod is looked at; others are asked, and one that answers by a promise counts as taking none.
 */
export function takesNothing(schema: AnySchema): boolean {
  const zod = zodSchema(schema)?._zod;
  if (zod !== undefined) return zod.optin !== undefined || TAKE_ALL.includes(zod.def.type);
  try {
    const result = schema["~standard"].validate(undefined);
    if (!(result instanceof Promise)) return result.issues === undefined;
    result.catch(() => {});
    return false;
  } catch {
    return false;
  }
}
