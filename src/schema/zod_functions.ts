import type { ZodSchema } from "./zod_def.ts";

/** Where definitions keep functions that may return a promise; those of messages may not. */
const FUNCTIONS: readonly string[] = ["fn", "transform", "reverseTransform"];

/**
 * Tells whether a schema of Zod, or one within it, calls functions that may be asynchronous:
 * refinements, transforms, checks of the program. Whether they are cannot be told beforehand.
 */
export function callsFunctions(schema: ZodSchema): boolean {
  return callsAny(schema, new Set());
}

/** Looks at all that a definition holds: shapes, options, checks, other schemas. */
function callsAny(value: unknown, passed: Set<unknown>): boolean {
  if (typeof value !== "object" || value === null || passed.has(value)) return false;
  passed.add(value);
  if ("_zod" in value) return partCalls(value, passed);
  if (!isHolder(value)) return false;
  return Object.entries(value).some(([name, member]) =>
    typeof member === "function" ? FUNCTIONS.includes(name) : callsAny(member, passed)
  );
}

function partCalls(part: object, passed: Set<unknown>): boolean {
  // Checks have a definition as schemas do; what a lazy one stands for is behind its getter.
  const { def, innerType } = Reflect.get(part, "_zod") as ZodSchema["_zod"];
  // `superRefine` and `check` hide their function, and `z.promise` waits for its input.
  const isHidden = Reflect.get(def, "check") === "custom" || def.type === "promise";
  return isHidden || callsAny(def, passed) || callsAny(innerType, passed);
}

/** Lists and plain objects hold parts of a schema; Dates, Sets and classes are values in it. */
function isHolder(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
