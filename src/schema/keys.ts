import { type JsonSchema, readJsonSchema } from "./json_schema.ts";
import { schemasOf } from "./json_walk.ts";
import type { AnySchema } from "./standard_schema.ts";
import { firstReader, type ZodSchema, zodSchema } from "./zod_def.ts";

/** Names; undefined for any. */
type Keys = readonly string[] | undefined;

/**
 * Returns the names that an object schema knows, an intersection those of all its sides; undefined
 * where it takes any, or is no object that can be looked into.
 */
export function keysOf(schema: AnySchema): Keys {
  const zod = zodSchema(schema);
  return zod === null
    ? keysOfJson(readJsonSchema(schema, "input")?.json ?? {})
    : keysOfZod(zod, new Set());
}

/** `passed` are those it stands in: one that holds itself has no end. */
function keysOfZod(schema: ZodSchema, passed: ReadonlySet<ZodSchema>): Keys {
  const reader = firstReader(schema);
  if (passed.has(reader)) return undefined;
  const { shape, catchall, left, right } = reader._zod.def;
  if (left !== undefined && right !== undefined) {
    const within = new Set([...passed, reader]);
    return union([keysOfZod(left, within), keysOfZod(right, within)]);
  }
  const isClosed = catchall === undefined || catchall._zod.def.type === "never";
  return shape !== undefined && isClosed ? Object.keys(shape) : undefined;
}

function keysOfJson(json: JsonSchema): Keys {
  const sides = schemasOf(json.allOf);
  if (sides.length > 0 && json.properties === undefined) return union(sides.map(keysOfJson));
  if (json.type !== "object" || isOpen(json)) return undefined;
  const { properties } = json;
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}

function isOpen({ additionalProperties, patternProperties }: JsonSchema): boolean {
  const isClosed = additionalProperties === undefined || additionalProperties === false;
  return !isClosed || patternProperties !== undefined;
}

function union(sides: readonly Keys[]): Keys {
  const known = sides.filter((keys) => keys !== undefined);
  return known.length === sides.length ? [...new Set(known.flat())] : undefined;
}
