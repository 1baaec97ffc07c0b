import type { SchemaLoss } from "../schema/json_schema.ts";
import { duplicateSchema } from "./component_names.ts";

/** What Zod says of two schemas with one id inside of a third. */
const DUPLICATE_ID = /^Duplicate schema id "(.*)" detected/;

/** Throws TypeError `SPK_DUPLICATE_SCHEMA` where that is why a schema was not converted. */
export function checkLosses(losses: readonly SchemaLoss[], place: string): void {
  for (const { reason } of losses) {
    const id = DUPLICATE_ID.exec(reason)?.[1];
    if (id !== undefined) throw duplicateSchema({ name: id, place }, { name: id, place });
  }
}

/** Returns the warning for what a document leaves open; undefined where it says all. */
export function describeLosses(losses: readonly SchemaLoss[], place: string): string | undefined {
  const [loss] = losses;
  if (loss === undefined) return undefined;
  const inner = loss.path.length === 0 ? "" : `"${loss.path.join(".")}" in `;
  const others = losses.length === 1 ? "" : ` (and ${losses.length - 1} more)`;
  return `The OpenAPI document leaves ${inner}${place} open${others}: ` +
    `${loss.reason.replace(/[.\s]+$/, "")}. ` +
    'Say what is sent there, with Zod by .meta({ type: "string" })';
}

/** Returns the warning for a schema whose library has no JSON Schema. */
export function noJsonSchema(vendor: string, place: string): string {
  const cure = vendor === "valibot"
    ? "pass toStandardJsonSchema(schema) of @valibot/to-json-schema"
    : "use a library that implements Standard JSON Schema";
  return `The OpenAPI document leaves ${place} open: ` +
    `the ${vendor} schema has no JSON Schema: ${cure}`;
}
