import { readJsonSchema } from "./json_schema.ts";
import type { AnySchema } from "./standard_schema.ts";
import { firstReader, type ZodSchema, zodSchema } from "./zod_def.ts";

/**
 * Returns the names that an object schema knows; undefined where it takes any, or is no object that
 * can be looked into.
 */
export function keysOf(schema: AnySchema): readonly string[] | undefined {
  const zod = zodSchema(schema);
  return zod === null ? keysOfJson(schema) : keysOfZod(firstReader(zod));
}

function keysOfZod({ _zod: { def } }: ZodSchema): readonly string[] | undefined {
  const isClosed = def.catchall === undefined || def.catchall._zod.def.type === "never";
  return def.shape !== undefined && isClosed ? Object.keys(def.shape) : undefined;
}

function keysOfJson(schema: AnySchema): readonly string[] | undefined {
  const json = readJsonSchema(schema, "input")?.json;
  if (json === undefined || json.type !== "object" || isOpen(json)) return undefined;
  const { properties } = json;
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}

function isOpen(json: Readonly<Record<string, unknown>>): boolean {
  const { additionalProperties, patternProperties } = json;
  const isClosed = additionalProperties === undefined || additionalProperties === false;
  return !isClosed || patternProperties !== undefined;
}
