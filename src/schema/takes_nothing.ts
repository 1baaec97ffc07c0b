import type { AnySchema } from "./standard_schema.ts";

/** What is read of a Zod schema; `optin` says whether a key of it may be left out. */
interface ZodNode {
  readonly optin?: string;
  readonly def: { readonly type: string };
}

/** Zod's types that take undefined and yet count as keys that must be there. */
const TAKE_ALL: readonly string[] = ["any", "unknown", "undefined", "void"];

/**
 * Tells whether a schema takes undefined, which is what it reads where there is no body. A schema
 * of Zod is looked at; others are asked, and one that answers by a promise counts as taking none.
 */
export function takesNothing(schema: AnySchema): boolean {
  const zod: unknown = Reflect.get(schema, "_zod");
  if (isZodNode(zod)) return zod.optin !== undefined || TAKE_ALL.includes(zod.def.type);
  try {
    const result = schema["~standard"].validate(undefined);
    if (!(result instanceof Promise)) return result.issues === undefined;
    result.catch(() => {});
    return false;
  } catch {
    return false;
  }
}

function isZodNode(value: unknown): value is ZodNode {
  return typeof value === "object" && value !== null && "def" in value;
}
