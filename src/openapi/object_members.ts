import type { JsonSchema } from "../schema/json_schema.ts";
import { isSchemaObject } from "./subschemas.ts";

/** One property of what a schema takes. */
export interface Member {
  /** What it may be. */
  readonly schema: JsonSchema;
  /** Whether it must be there. */
  readonly isRequired: boolean;
}

/** Follows a reference to its schema. */
export type Resolve = (schema: JsonSchema) => JsonSchema;

type Members = ReadonlyMap<string, Member>;

/**
 * Returns the properties of what a schema takes, by name, those of a union or an intersection
 * included: what only one branch of a union has is not required.
 */
export function membersOf(schema: JsonSchema, resolve: Resolve): Members {
  return collect(schema, { resolve, open: new Set() });
}

/**
 * Puts together what a route and the scopes around it ask, the route last: a name that two of them
 * have must meet both, unless they read it as different types. Then it is what the last one says.
 */
export function scopedMembers(lists: readonly Members[], resolve: Resolve): Members {
  return merge(lists, (outer, inner) => {
    if (haveOneType(resolve(outer.schema), resolve(inner.schema))) return both(outer, inner);
    return { ...inner, isRequired: outer.isRequired || inner.isRequired };
  });
}

/** A name that is in two of them must meet both. */
function allOf(lists: readonly Members[]): Members {
  return merge(lists, both);
}

function merge(
  lists: readonly Members[],
  combine: (one: Member, other: Member) => Member,
): Members {
  const merged = new Map<string, Member>();
  for (const [name, member] of lists.flatMap((members) => [...members])) {
    const known = merged.get(name);
    merged.set(name, known === undefined ? member : combine(known, member));
  }
  return merged;
}

/** An integer is a number; what has no type, or several, is only like itself. */
function haveOneType(one: JsonSchema, other: JsonSchema): boolean {
  if (JSON.stringify(one) === JSON.stringify(other)) return true;
  const [type, wanted] = [one, other].map((schema) =>
    schema.type === "integer" ? "number" : schema.type
  );
  return typeof type === "string" && type === wanted;
}

interface Walk {
  readonly resolve: Resolve;
  /** Schemas around the one that is read. */
  readonly open: ReadonlySet<JsonSchema>;
}

function collect(schema: JsonSchema, { resolve, open }: Walk): Members {
  const resolved = resolve(schema);
  if (open.has(resolved)) return new Map();
  const inner = { resolve, open: new Set([...open, resolved]) };
  const branches = (keyword: string) => {
    const list = resolved[keyword];
    const schemas = Array.isArray(list) ? list.filter(isSchemaObject) : [];
    return schemas.map((branch) => collect(branch, inner));
  };
  return allOf([
    ownMembers(resolved),
    listedMembers(resolved, resolve),
    ...branches("allOf"),
    anyOf(branches("anyOf")),
    anyOf(branches("oneOf")),
  ]);
}

function ownMembers({ properties, required }: JsonSchema): Members {
  const names: readonly unknown[] = Array.isArray(required) ? required : [];
  return new Map(
    Object.entries(properties ?? {}).map(([name, schema]) => [
      name,
      { schema: isSchemaObject(schema) ? schema : {}, isRequired: names.includes(name) },
    ]),
  );
}

/** The members of an object whose names are among some, as a record of an enum has. */
function listedMembers(
  { propertyNames, additionalProperties, required }: JsonSchema,
  resolve: Resolve,
): Members {
  if (!isSchemaObject(propertyNames) || !isSchemaObject(additionalProperties)) return new Map();
  const { enum: values, const: value } = resolve(propertyNames);
  const names = Array.isArray(values) ? values : [value];
  const properties = names.filter((name) => typeof name === "string").map((name) =>
    [name, additionalProperties] as const
  );
  return ownMembers({ properties: Object.fromEntries(properties), required });
}

function anyOf(branches: readonly Members[]): Members {
  const names = new Set(branches.flatMap((members) => [...members.keys()]));
  return new Map([...names].map((name) => {
    const members = branches.map((branch) => branch.get(name));
    const known = members.filter((member) => member !== undefined);
    const isRequired = members.every((member) => member?.isRequired === true);
    return [name, { schema: either(known.map(({ schema }) => schema)), isRequired }];
  }));
}

function either(schemas: readonly JsonSchema[]): JsonSchema {
  const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  return distinct.length === 1 && distinct[0] !== undefined ? distinct[0] : { anyOf: distinct };
}

function both(one: Member, other: Member): Member {
  const isSame = JSON.stringify(one.schema) === JSON.stringify(other.schema);
  return {
    schema: isSame ? other.schema : { allOf: [one.schema, other.schema] },
    isRequired: one.isRequired || other.isRequired,
  };
}
