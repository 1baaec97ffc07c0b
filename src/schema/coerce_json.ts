import {
  type Coerce,
  coerceInTurn,
  fieldCoercion,
  type RecordReading,
  recordUnion,
} from "./coerce_fields.ts";
import type { JsonSchema } from "./json_schema.ts";
import { jsonReading } from "./leaf_json.ts";
import { isSchema, type JsonWalk, schemasOf, targetOf } from "./json_walk.ts";

/** Returns what coerces the values of a record by a JSON Schema; null where all stay as they are. */
export function jsonCoercion(schema: JsonSchema): Coerce | null {
  return recordReading(schema, { root: schema, path: [] }).coerce;
}

function recordReading(node: JsonSchema, walk: JsonWalk): RecordReading {
  if (walk.path.includes(node)) return { coerce: null, accepts: () => true };
  const inner = { ...walk, path: [...walk.path, node] };
  const options = [...schemasOf(node.anyOf), ...schemasOf(node.oneOf)];
  const target = targetOf(node, walk);
  const parts = [...schemasOf(node.allOf), ...(target === undefined ? [] : [target])];
  const readings = parts.map((part) => recordReading(part, inner));
  if (options.length > 0) readings.push(optionsReading(options, inner));
  readings.push(fieldsReading(node, inner));
  return {
    coerce: coerceInTurn(readings.map(({ coerce }) => coerce)),
    accepts: (record) => readings.every((reading) => reading.accepts(record)),
  };
}

function optionsReading(options: readonly JsonSchema[], walk: JsonWalk): RecordReading {
  const readings = options.map((option) => recordReading(option, walk));
  return {
    coerce: recordUnion(readings),
    accepts: (record) => readings.some((reading) => reading.accepts(record)),
  };
}

function fieldsReading(node: JsonSchema, walk: JsonWalk): RecordReading {
  const fields = Object.entries(isSchema(node.properties) ? node.properties : {});
  const readings = fields.map(([name, field]) => [name, jsonReading(field, walk)] as const);
  const leaves = new Map(readings.map(([name, { leaf }]) => [name, leaf]));
  const rest = jsonReading(node.additionalProperties, walk).leaf;
  const required: readonly unknown[] = Array.isArray(node.required) ? node.required : [];
  return {
    coerce: fieldCoercion(leaves, rest),
    accepts: (record) =>
      required.every((name) => record[String(name)] !== undefined) &&
      readings.every(([name, { accepts }]) => record[name] === undefined || accepts(record[name])),
  };
}
