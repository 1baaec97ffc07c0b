/**
 * Schemas that TypeScript takes under a name of their own only.
 *
 * A member of an interface may refer to itself within an object, but not within a list or a union:
 * `{ Json: string | components["schemas"]["Json"][] }` is an error, `type Json = string | Json[]`
 * is none.
 *
 * @module
 */

import { type JsonObject, objectOf } from "./json_document.ts";

const SCHEMAS = "#/components/schemas/";

/**
 * Returns what to call each such component of a document, by the reference that leads to it, without
 * percent-encoding.
 */
export function aliasesOf(document: JsonObject): ReadonlyMap<string, string> {
  const schemas = objectOf(objectOf(document["components"])["schemas"]);
  const edges = new Map(
    Object.entries(schemas).map((
      [name, schema],
    ) => [schemaReference(name), bareReferences(schema)]),
  );
  const aliases = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of Object.keys(schemas)) {
    const reference = schemaReference(name);
    if (!leadsBack(reference, edges)) continue;
    const alias = freeName(`Recursive_${name.replace(/\W/g, "_")}`, taken);
    taken.add(alias);
    aliases.set(reference, alias);
  }
  return aliases;
}

/** The reference to a component by its name, without percent-encoding. */
export function schemaReference(name: string): string {
  return SCHEMAS + name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** References of a schema that stand in no object. */
function bareReferences(schema: unknown): string[] {
  const { $ref, items, prefixItems, allOf, anyOf, oneOf } = objectOf(schema);
  if (typeof $ref === "string") return [decodeURIComponent($ref)];
  const parts = [items, prefixItems, allOf, anyOf, oneOf].flatMap((part) =>
    Array.isArray(part) ? part : [part]
  );
  return parts.filter((part) => part !== undefined).flatMap(bareReferences);
}

function leadsBack(start: string, edges: ReadonlyMap<string, readonly string[]>): boolean {
  const waiting = [...edges.get(start) ?? []];
  const seen = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === start) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...edges.get(next) ?? []);
  }
  return false;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`${name}_`, taken) : name;
}
