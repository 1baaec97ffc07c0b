import {
  type Coerce,
  coerceInTurn,
  fieldCoercion,
  type RawRecord,
  recordUnion,
} from "./coerce_fields.ts";
import {
  bigintLeaf,
  booleanLeaf,
  type Leaf,
  listLeaf,
  memberLeaf,
  numberLeaf,
  type Reading,
  safeIntegerLeaf,
  tupleLeaf,
  unionLeaf,
} from "./leaf.ts";
import { firstReader, isIntegerDef, type ZodSchema } from "./zod_def.ts";

/** Unions and intersections that are being walked: one that holds itself stays as it is. */
type Path = readonly ZodSchema[];

type Walk<T> = (reader: ZodSchema, path: Path) => T | null;

/** Kinds that are not here stay text: strings, dates, `any`, custom ones, and kinds yet unknown. */
const LEAVES: ReadonlyMap<string, Walk<Leaf>> = new Map<string, Walk<Leaf>>([
  ["number", ({ _zod }) => isIntegerDef(_zod.def) ? safeIntegerLeaf : numberLeaf],
  ["boolean", () => booleanLeaf],
  ["bigint", () => bigintLeaf],
  ["literal", ({ _zod }) => memberLeaf(_zod.values ?? new Set())],
  ["enum", ({ _zod }) => memberLeaf(_zod.values ?? new Set())],
  [
    "array",
    ({ _zod: { def } }, path) => def.element ? listLeaf(itemLeaf(def.element, path)) : null,
  ],
  ["tuple", tuple],
  ["union", union],
  ["intersection", ({ _zod: { def } }, path) => {
    return def.left && def.right ? leafOf(def.left, path) ?? leafOf(def.right, path) : null;
  }],
]);

const RECORDS: ReadonlyMap<string, Walk<Coerce>> = new Map<string, Walk<Coerce>>([
  ["object", object],
  ["record", ({ _zod: { def } }, path) => {
    return def.valueType ? fieldCoercion(new Map(), leafOf(def.valueType, path)) : null;
  }],
  ["union", recordOptions],
  ["intersection", recordSides],
]);

/** Returns what coerces the values of a record for a schema of Zod; null where all stay text. */
export function zodCoercion(schema: ZodSchema, path: Path = []): Coerce | null {
  return walk(RECORDS, schema, path);
}

function leafOf(schema: ZodSchema, path: Path): Leaf | null {
  return walk(LEAVES, schema, path);
}

function walk<T>(kinds: ReadonlyMap<string, Walk<T>>, schema: ZodSchema, path: Path): T | null {
  const reader = firstReader(schema);
  const { def } = reader._zod;
  if (def.coerce === true || path.includes(reader)) return null;
  return kinds.get(def.type)?.(reader, [...path, reader]) ?? null;
}

/** A list in a list cannot be told by repeating a name. */
function itemLeaf(schema: ZodSchema, path: Path): Leaf | null {
  const { type } = firstReader(schema)._zod.def;
  return type === "array" || type === "tuple" ? null : leafOf(schema, path);
}

function tuple({ _zod: { def } }: ZodSchema, path: Path): Leaf {
  const items = (def.items ?? []).map((item) => itemLeaf(item, path));
  return tupleLeaf(items, def.rest ? itemLeaf(def.rest, path) : null);
}

function union({ _zod: { def } }: ZodSchema, path: Path): Leaf | null {
  const readings = (def.options ?? []).map((option): Reading => ({
    leaf: leafOf(option, path),
    accepts: (value) => accepts(option, value),
  }));
  return unionLeaf(readings);
}

function object({ _zod: { def } }: ZodSchema, path: Path): Coerce | null {
  const fields = Object.entries(def.shape ?? {});
  const leaves = fields.map(([name, field]) => [name, leafOf(field, path)] as const);
  return fieldCoercion(new Map(leaves), def.catchall ? leafOf(def.catchall, path) : null);
}

function recordOptions({ _zod: { def } }: ZodSchema, path: Path): Coerce | null {
  return recordUnion((def.options ?? []).map((option) => ({
    coerce: zodCoercion(option, path),
    accepts: (record) => {
      if (def.discriminator === undefined) return accepts(option, record);
      return isTagged(option, def.discriminator, record);
    },
  })));
}

function isTagged({ _zod }: ZodSchema, discriminator: string, record: RawRecord): boolean {
  return _zod.propValues?.[discriminator]?.has(record[discriminator]) ?? false;
}

function recordSides({ _zod: { def } }: ZodSchema, path: Path): Coerce | null {
  const sides = [def.left, def.right].filter((side) => side !== undefined);
  return coerceInTurn(sides.map((side) => zodCoercion(side, path)));
}

/**
 * Tells whether a schema takes a value. One that is asynchronous, or throws, is taken at its word: it
 * runs again as a part of the whole, which then tells.
 */
function accepts({ _zod }: ZodSchema, value: unknown): boolean {
  try {
    // Asked synchronously, Zod would drop the promise of a refinement, and its rejection with it.
    const result = _zod.run({ value, issues: [] }, { async: true });
    if (!(result instanceof Promise)) return result.issues.length === 0;
    result.catch(() => {});
  } catch {
    // A refinement threw.
  }
  return true;
}
