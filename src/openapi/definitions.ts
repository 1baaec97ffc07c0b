import type { JsonSchema } from "../schema/json_schema.ts";
import { isSchemaObject, schemasIn } from "./subschemas.ts";

/** A schema that others refer to. */
export interface Definition {
  /** The key it had under `$defs`, or its `id`; undefined where it was referred to by its place. */
  readonly name: string | undefined;
  /** Whether the program gave the name itself, as an id. */
  readonly isGiven: boolean;
  /** The schema itself. */
  readonly schema: JsonSchema;
}

/** A schema without `$defs`. */
export interface Untangled {
  /** Every object that stands for a definition; its `$ref` is empty. */
  readonly links: Map<JsonSchema, Definition>;
  /** References that lead nowhere; what they stood for is open. */
  readonly dangling: readonly string[];
}

/** Keys that libraries make up: `__schema0`, `0`, `intersection12`. */
const MADE_UP = /^(?:__schema|[a-z]+)?[0-9]+$/;
const ABSOLUTE_URL = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/**
 * Takes apart a schema that refers to itself: each `$ref` in it, whatever JSON pointer, `$id` or
 * anchor it names, becomes a link to a definition that stands by itself. Changes `root` in place.
 * `ids` are the keys under `$defs` that the program gave.
 */
export function untangle(root: JsonSchema, ids: ReadonlySet<string>): Untangled {
  const nodes = schemasIn(root);
  const targets = new Map<JsonSchema, JsonSchema>();
  const dangling: string[] = [];
  for (const node of nodes) {
    if (typeof node.$ref !== "string" || ABSOLUTE_URL.test(node.$ref)) continue;
    const target = findTarget(root, node.$ref, nodes);
    if (target !== undefined && target !== node) targets.set(node, target);
    else {
      dangling.push(node.$ref);
      delete node.$ref;
    }
  }
  return { links: link(nodes, targets, ids), dangling };
}

function link(
  nodes: readonly JsonSchema[],
  targets: ReadonlyMap<JsonSchema, JsonSchema>,
  ids: ReadonlySet<string>,
): Map<JsonSchema, Definition> {
  const keys = keysOf(nodes);
  const isTarget = new Set(targets.values());
  const definitions = new Map<JsonSchema, Definition>();
  for (const node of nodes) {
    if (typeof node.id !== "string" && !isTarget.has(node)) continue;
    const name = typeof node.id === "string" ? node.id : keys.get(node);
    const isGiven = typeof node.id === "string" || name !== undefined && ids.has(name);
    const isMadeUp = !isGiven && name !== undefined && MADE_UP.test(name);
    const schema = moveOut(node);
    definitions.set(node, { name: isMadeUp ? undefined : name, isGiven, schema });
  }
  const links = new Map(definitions);
  for (const [node, target] of targets) {
    const definition = definitions.get(target);
    if (definition === undefined) continue;
    const reference = definitions.get(node)?.schema ?? node;
    reference.$ref = "";
    links.set(reference, definition);
  }
  return links;
}

/** Leaves a reference in the place of a schema, and returns what was there. */
function moveOut(node: JsonSchema): JsonSchema {
  const { id: _, ...schema } = node;
  for (const keyword of Object.keys(node)) delete node[keyword];
  node.$ref = "";
  return schema;
}

function keysOf(nodes: readonly JsonSchema[]): Map<JsonSchema, string> {
  const keys = new Map<JsonSchema, string>();
  for (const { $defs, definitions } of nodes) {
    for (const defs of [$defs, definitions]) {
      for (const [key, schema] of Object.entries(defs ?? {})) {
        if (isSchemaObject(schema)) keys.set(schema, key);
      }
    }
  }
  return keys;
}

function findTarget(
  root: JsonSchema,
  ref: string,
  nodes: readonly JsonSchema[],
): JsonSchema | undefined {
  if (ref === "#") return root;
  if (ref.startsWith("#/")) return follow(root, ref.slice(2));
  return nodes.find(({ $id, $anchor }) => $id === ref || `#${$anchor}` === ref);
}

/** Follows a JSON pointer (RFC 6901) to a schema. */
function follow(root: JsonSchema, pointer: string): JsonSchema | undefined {
  let place: unknown = root;
  for (const token of pointer.split("/").map(decodeToken)) {
    if (typeof place !== "object" || place === null || !Object.hasOwn(place, token)) {
      return undefined;
    }
    place = Reflect.get(place, token);
  }
  return isSchemaObject(place) ? place : undefined;
}

function decodeToken(token: string): string {
  const text = token.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
