import type { JsonSchema } from "./json_schema.ts";
import { isSchema, type JsonWalk, schemasOf, targetOf } from "./json_walk.ts";
import {
  booleanLeaf,
  type Leaf,
  memberLeaf,
  numberLeaf,
  type Reading,
  tupleLeaf,
  unionLeaf,
} from "./leaf.ts";

/** A way to read a value. */
interface JsonReading extends Reading {
  /** Whether any text will do. */
  readonly isText?: boolean;
  readonly isList?: boolean;
}

const AS_IT_IS: JsonReading = { leaf: null, accepts: () => true, isText: true };

/** What a type of JSON Schema reads; lists stand below. */
const TYPES: ReadonlyMap<unknown, JsonReading> = new Map<unknown, JsonReading>([
  ["string", { leaf: null, accepts: (value) => typeof value === "string", isText: true }],
  ["number", { leaf: numberLeaf, accepts: (value) => typeof value === "number" }],
  ["integer", { leaf: numberLeaf, accepts: Number.isInteger }],
  ["boolean", { leaf: booleanLeaf, accepts: (value) => typeof value === "boolean" }],
  ["null", { leaf: null, accepts: (value) => value === null }],
  ["object", { leaf: null, accepts: isSchema }],
]);

/** Returns how a value is read by a JSON Schema. */
export function jsonReading(node: unknown, walk: JsonWalk): JsonReading {
  if (!isSchema(node) || walk.path.includes(node)) return AS_IT_IS;
  const inner = { ...walk, path: [...walk.path, node] };
  const target = targetOf(node, walk);
  if (target !== undefined) return jsonReading(target, inner);
  if ("const" in node) return members([node.const]);
  if (Array.isArray(node.enum)) return members(node.enum);
  const options = [...schemasOf(node.anyOf), ...schemasOf(node.oneOf)];
  if (options.length > 0) return union(options.map((option) => jsonReading(option, inner)));
  const [part] = schemasOf(node.allOf);
  if (part !== undefined && node.type === undefined) return jsonReading(part, inner);
  const types: readonly unknown[] = Array.isArray(node.type) ? node.type : [node.type];
  return union(types.map((type) => typed(type, node, inner)));
}

function typed(type: unknown, node: JsonSchema, walk: JsonWalk): JsonReading {
  return type === "array" ? list(node, walk) : TYPES.get(type) ?? AS_IT_IS;
}

function list(node: JsonSchema, walk: JsonWalk): JsonReading {
  const rest = jsonReading(node.items, walk);
  const items = schemasOf(node.prefixItems).map((item) => jsonReading(item, walk));
  const isTaken = (entry: unknown, index: number) => (items[index] ?? rest).accepts(entry);
  return {
    leaf: tupleLeaf(items.map(itemLeaf), itemLeaf(rest)),
    accepts: (value) => Array.isArray(value) && value.every(isTaken),
    isList: true,
  };
}

/** A list in a list cannot be told by repeating a name. */
function itemLeaf({ leaf, isList }: JsonReading): Leaf | null {
  return isList ? null : leaf;
}

function members(values: readonly unknown[]): JsonReading {
  const all = new Set(values);
  return { leaf: memberLeaf(all), accepts: (value) => all.has(value) };
}

/** JSON Schema gives its options no order, so text stays text where it may. */
function union(readings: readonly JsonReading[]): JsonReading {
  const [only] = readings;
  if (only !== undefined && readings.length === 1) return only;
  const texts = readings.filter(({ isText }) => isText);
  const others = readings.filter(({ isText }) => !isText);
  return {
    leaf: unionLeaf([...texts, ...others]),
    accepts: (value) => readings.some((reading) => reading.accepts(value)),
    isText: texts.length > 0,
  };
}
