import type { JsonSchema } from "../schema/json_schema.ts";
import type { Definition } from "./definitions.ts";
import { schemasIn } from "./subschemas.ts";

/**
 * Puts definitions without a name in the place of the references to them, except those that lead
 * back to themselves without passing one with a name: where a library breaks a cycle depends on
 * where it came in, and a name that is made up says little. Changes the links and their schemas.
 */
export function inlineUnnamed(links: Map<JsonSchema, Definition>): void {
  const unnamed = new Set([...links.values()].filter(({ name }) => name === undefined));
  const targets = new Map([...unnamed].map((item) => [item, unnamedIn(item.schema, links)]));
  const inlined = new Set(
    [...unnamed].filter((definition) => !reachesItself(definition, targets)),
  );
  for (const [node, definition] of links) {
    if (!inlined.has(definition)) continue;
    const { $ref: _, ...beside } = node;
    links.delete(node);
    delete node.$ref;
    Object.assign(node, definition.schema, beside);
    const next = links.get(definition.schema);
    if (next !== undefined) links.set(node, next);
  }
}

type Targets = ReadonlyMap<Definition, readonly Definition[]>;

function unnamedIn(schema: JsonSchema, links: ReadonlyMap<JsonSchema, Definition>): Definition[] {
  const targets = schemasIn(schema).map((node) => links.get(node));
  return targets.filter((target) => target !== undefined).filter(({ name }) => name === undefined);
}

function reachesItself(start: Definition, targets: Targets): boolean {
  const seen = new Set<Definition>();
  const pending = [...targets.get(start) ?? []];
  for (let definition = pending.pop(); definition !== undefined; definition = pending.pop()) {
    if (definition === start) return true;
    if (seen.has(definition)) continue;
    seen.add(definition);
    pending.push(...targets.get(definition) ?? []);
  }
  return false;
}
