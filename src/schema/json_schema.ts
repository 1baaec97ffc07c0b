/**
 * The JSON Schema that a schema gives of itself (https://standardschema.dev/json-schema), in draft
 * 2020-12, whatever library it is of.
 *
 * @module
 */

import type {
  ConversionOptions,
  JsonSchema,
  SchemaForm,
  SchemaLoss,
} from "./json_schema_conversion.ts";
import { arktypeOptions } from "./json_schema_arktype.ts";
import { valibotOptions } from "./json_schema_valibot.ts";
import { zodOptions } from "./json_schema_zod.ts";
import type { AnySchema } from "./standard_schema.ts";

export type { JsonSchema, SchemaForm, SchemaLoss } from "./json_schema_conversion.ts";

/** What a library is asked beside the JSON Schema itself; others are asked for nothing. */
const OPTIONS_BY_VENDOR: ReadonlyMap<string, ConversionOptions> = new Map([
  ["zod", zodOptions],
  ["valibot", valibotOptions],
  ["arktype", arktypeOptions],
]);

/** What was read of one form of a schema. */
export interface SchemaReading {
  /** Fresh, plain JSON; refers to itself by `$defs` and JSON pointers. */
  readonly json: JsonSchema;
  /** What it leaves open; empty where it says all. */
  readonly losses: readonly SchemaLoss[];
  /** The schemas that were given an id, by that id; only of libraries that tell. */
  readonly named: ReadonlyMap<string, object>;
}

/** What a library is asked for. */
interface ConverterOptions {
  readonly target: "draft-2020-12";
  readonly libraryOptions?: Record<string, unknown>;
}

type Converter = (options: ConverterOptions) => unknown;

/**
 * Returns the JSON Schema of one form of a schema, or undefined where its library has none. It
 * never throws: what cannot be converted is `{}`, and among the losses.
 *
 * Dates that are sent are text of the format `date-time`, bigints that are read text of digits,
 * files binary.
 *
 * @example
 * ```ts
 * readJsonSchema(z.object({ age: z.int() }), "input")?.json.required; // ["age"]
 * ```
 */
export function readJsonSchema(schema: AnySchema, form: SchemaForm): SchemaReading | undefined {
  const losses: SchemaLoss[] = [];
  const named = new Map<string, object>();
  try {
    const convert = converterOf(schema, form);
    if (convert === undefined) return undefined;
    const options = OPTIONS_BY_VENDOR.get(schema["~standard"].vendor)?.({ form, losses, named });
    const json = plain(convert({
      target: "draft-2020-12",
      ...(options !== undefined && { libraryOptions: options }),
    }));
    return { json, losses, named };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { json: {}, losses: [{ path: [], reason }], named };
  }
}

function converterOf(schema: AnySchema, form: SchemaForm): Converter | undefined {
  const members: unknown = Reflect.get(schema["~standard"], "jsonSchema");
  if (typeof members !== "object" || members === null) return undefined;
  const convert: unknown = Reflect.get(members, form);
  // The standard says what it takes; what it gives is looked at.
  return typeof convert === "function" ? convert.bind(members) as Converter : undefined;
}

/** Gives what would be left of it on the wire; throws TypeError for a cycle. */
function plain(value: unknown): JsonSchema {
  const json: unknown = JSON.parse(JSON.stringify(value, bigintAsNumber));
  // It was parsed, and is no list.
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as JsonSchema;
  return json === false ? { not: {} } : {};
}

function bigintAsNumber(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}
