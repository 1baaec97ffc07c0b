import type { AnySchema } from "./standard_schema.ts";
import { type ZodDef, type ZodSchema, zodSchema } from "./zod_def.ts";

/** Gives what it was asked about next; the answer for all of it is the answer for the whole. */
type Parts = (schema: ZodSchema) => readonly (ZodSchema | null | undefined)[] | null;

const NOTHING: Parts = () => [];
const inner: Parts = ({ _zod: { def } }) => [def.innerType];

/**
 * What each kind hands on of what it reads; null where a kind hands on keys that it does not name. A
 * kind that is not here does, as far as is known: `any`, `custom`, `transform`, `catch`, `map`.
 */
const PARTS: ReadonlyMap<string, Parts> = new Map<string, Parts>([
  ["string", NOTHING],
  ["number", NOTHING],
  ["boolean", NOTHING],
  ["bigint", NOTHING],
  ["date", NOTHING],
  ["null", NOTHING],
  ["undefined", NOTHING],
  ["never", NOTHING],
  ["nan", NOTHING],
  ["literal", NOTHING],
  ["enum", NOTHING],
  ["template_literal", NOTHING],
  ["optional", inner],
  ["nullable", inner],
  ["nonoptional", inner],
  ["default", inner],
  ["prefault", inner],
  ["readonly", inner],
  ["lazy", ({ _zod }) => [_zod.innerType]],
  // What follows in a pipe, a transform or a codec gets no more than its input side lets through.
  ["pipe", ({ _zod: { def } }) => [def.in]],
  ["array", ({ _zod: { def } }) => [def.element]],
  ["tuple", ({ _zod: { def } }) => [...def.items ?? [undefined], ...def.rest ? [def.rest] : []]],
  ["union", ({ _zod: { def } }) => def.options ?? null],
  ["intersection", ({ _zod: { def } }) => [def.left, def.right]],
  ["object", ({ _zod: { def } }) => isClosed(def) ? Object.values(def.shape ?? {}) : null],
  ["record", ({ _zod: { def } }) => hasCountedKeys(def) ? [def.valueType] : null],
]);

/**
 * Tells whether a schema lets nothing of a JSON body through under a key that it does not name, so
 * that a `__proto__` in the body cannot reach the handler. False where that is not known: for other
 * libraries than Zod, whatever a schema hands on unread, and kinds that do not stand above.
 */
export function dropsUnknownKeys(schema: AnySchema): boolean {
  const zod = zodSchema(schema);
  return zod !== null && drops(zod, new Set());
}

/** A schema that holds itself drops what its other parts drop. */
function drops(schema: ZodSchema, passed: Set<ZodSchema>): boolean {
  if (passed.has(schema)) return true;
  passed.add(schema);
  const parts = PARTS.get(schema._zod.def.type)?.(schema) ?? null;
  return parts !== null && parts.every((part) => part ? drops(part, passed) : false);
}

/** An object without a catchall strips what it does not name; one that is strict refuses it. */
function isClosed({ catchall }: ZodDef): boolean {
  return catchall === undefined || catchall._zod.def.type === "never";
}

function hasCountedKeys({ keyType, mode }: ZodDef): boolean {
  return mode !== "loose" && keyType?._zod.values !== undefined;
}
