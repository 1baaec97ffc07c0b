import type { SchemaForm, SchemaLoss } from "../schema/json_schema.ts";
import { duplicateSchema } from "./component_names.ts";
import type { SchemaUse } from "./schema_use.ts";

/** What Zod says of two schemas with one id inside of a third. */
const DUPLICATE_ID = /^Duplicate schema id "(.*)" detected/;

/** As Zod, and as Valibot, say that they have nothing for a kind. */
const UNREADABLE = /^(?:The ")?(Date|Set|Map)(?:" schema)? cannot be /i;
/** What reads such a value from JSON or text. */
const READERS: ReadonlyMap<string, string> = new Map([
  ["date", "z.coerce.date()"],
  ["set", "z.array()"],
  ["map", "z.record()"],
]);

/** Throws TypeError `SPK_DUPLICATE_SCHEMA` where that is why a schema was not converted. */
export function checkLosses(losses: readonly SchemaLoss[], place: string): void {
  for (const { reason } of losses) {
    const id = DUPLICATE_ID.exec(reason)?.[1];
    if (id !== undefined) throw duplicateSchema({ name: id, place }, { name: id, place });
  }
}

/** Returns the warning for what a document leaves open; undefined where it says all. */
export function describeLosses(
  losses: readonly SchemaLoss[],
  { place, form }: Pick<SchemaUse, "place" | "form">,
): string | undefined {
  const [loss] = losses;
  if (loss === undefined) return undefined;
  const inner = loss.path.length === 0 ? "" : `"${loss.path.join(".")}" in `;
  const others = losses.length === 1 ? "" : ` (and ${losses.length - 1} more)`;
  const reason = loss.reason.replace(/[.\s]+$/, "");
  return `The OpenAPI document leaves ${inner}${place} open${others}: ${reason}. ` +
    cureOf(reason, form);
}

function cureOf(reason: string, form: SchemaForm): string {
  const kind = form === "input" ? UNREADABLE.exec(reason)?.[1]?.toLowerCase() : undefined;
  const reader = kind === undefined ? undefined : READERS.get(kind);
  if (reader === undefined) return 'Say what is sent there, with Zod by .meta({ type: "string" })';
  return `No request holds one: with Zod, read it by ${reader}, or say what is sent by ` +
    '.meta({ type: "string" })';
}

/** Returns the warning for a schema whose library has no JSON Schema. */
export function noJsonSchema(vendor: string, place: string): string {
  const cure = vendor === "valibot"
    ? "pass toStandardJsonSchema(schema) of @valibot/to-json-schema"
    : "use a library that implements Standard JSON Schema";
  return `The OpenAPI document leaves ${place} open: ` +
    `the ${vendor} schema has no JSON Schema: ${cure}`;
}
