import type { JsonSchema } from "../schema/json_schema.ts";

/** Keywords that mean nothing once a schema stands in a document. */
const ENVELOPE: readonly string[] = ["$schema", "$id", "$anchor", "$defs", "definitions"];
/** Names of checks, which are no formats: their pattern says it all. */
const CHECKS: readonly unknown[] = [
  ...["starts_with", "ends_with", "includes", "lowercase", "uppercase", "regex"],
];

/**
 * Takes out of one schema, not those in it, what says nothing to a client: the envelope, the bounds
 * that every integer of JavaScript has, names of checks in the place of a format, the encoding of a
 * file, and patterns that only JavaScript without the `u` flag can read.
 */
export function tidy(schema: JsonSchema): void {
  for (const keyword of ENVELOPE) delete schema[keyword];
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (CHECKS.includes(schema.format)) delete schema.format;
  if (schema.contentEncoding === "binary") delete schema.contentEncoding;
  if (schema.pattern !== undefined && !isPortable(schema.pattern)) delete schema.pattern;
}

/** JSON Schema draft 2020-12, core, section 6.4: patterns are to be read as Unicode. */
function isPortable(pattern: unknown): boolean {
  try {
    return typeof pattern === "string" && new RegExp(pattern, "u") !== undefined;
  } catch {
    return false;
  }
}
