/**
 * Text to values, before the schema: a schema says `z.int()` and gets a number, though a query, a
 * path, headers, cookies and forms hold text.
 *
 * A number is what JSON takes as one, a boolean exactly `true`, `false`, `1` or `0`, a bigint digits;
 * a list takes the values of a repeated name, or one; a literal, an enum and a union take what their
 * members would. Schemas that coerce by themselves get the text. Whatever cannot be read stays text,
 * and a name that was repeated stays a list, so the schema refuses them.
 *
 * @module
 */

import { BareRecord } from "../http/record.ts";
import type { Coerce } from "./coerce_fields.ts";
import { jsonCoercion } from "./coerce_json.ts";
import { zodCoercion } from "./coerce_zod.ts";
import { readJsonSchema } from "./json_schema.ts";
import type { AnySchema } from "./standard_schema.ts";
import { zodSchema } from "./zod_def.ts";

export type { Coerce, RawRecord } from "./coerce_fields.ts";

/** The values of a form; a name given more than once has a list. */
export type FormRecord = Readonly<Record<string, FormValue | FormValue[] | undefined>>;

type FormValue = string | File;

/**
 * Returns what coerces the values of a part for a schema, or null where all of them stay as they
 * arrive. One walk, at start.
 *
 * Schemas of other libraries than Zod are walked by their JSON Schema; one that has none gets text,
 * and `warn` is told so once.
 */
export function coercionOf(schema: AnySchema, warn: (message: string) => void): Coerce | null {
  const zod = zodSchema(schema);
  if (zod !== null) return zodCoercion(zod);
  const { vendor } = schema["~standard"];
  const reading = readJsonSchema(schema, "input");
  if (reading === undefined) return rawText(warn, vendor, "has no JSON Schema");
  const [loss] = reading.losses;
  const isLost = Object.keys(reading.json).length === 0 && loss !== undefined;
  if (isLost) return rawText(warn, vendor, `has no JSON Schema (${loss.reason})`);
  return jsonCoercion(reading.json);
}

/** Returns the values of a form by name, files as they are. */
export function recordOfForm(form: FormData): FormRecord {
  const record = new BareRecord<FormValue | FormValue[]>();
  for (const [name, value] of form) {
    const earlier = record[name];
    if (earlier === undefined) record[name] = value;
    else if (Array.isArray(earlier)) earlier.push(value);
    else record[name] = [earlier, value];
  }
  return record;
}

/** What gives a library's schemas a JSON Schema. Zod 4 has one: what has none names Zod and is 3. */
const CURES: ReadonlyMap<string, string> = new Map([
  ["valibot", 'Wrap it in "toStandardJsonSchema()" of "@valibot/to-json-schema"'],
  ["zod", "Make it with Zod 4, which has them; this one is of Zod 3"],
]);

function rawText(warn: (message: string) => void, vendor: string, reason: string): null {
  const cure = CURES.get(vendor) ?? 'Let it have "~standard.jsonSchema", or read text';
  warn(`A schema of "${vendor}" ${reason}, so its numbers and booleans arrive as text. ${cure}`);
  return null;
}
