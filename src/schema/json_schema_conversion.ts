/** A schema object of JSON Schema: plain JSON, read by keyword. */
export type JsonSchema = { [keyword: string]: unknown };

/** What a schema reads, or what it gives. */
export type SchemaForm = "input" | "output";

/** A part of a schema that JSON Schema cannot say; there it says `{}`: anything. */
export interface SchemaLoss {
  /** Keywords and names down to it; empty for the whole, or where the library does not say. */
  readonly path: readonly (string | number)[];
  /** Why, in the words of the library. */
  readonly reason: string;
}

/** Where the conversion of a schema notes what it meets. */
export interface Conversion {
  /** The form that is converted. */
  readonly form: SchemaForm;
  /** Gets what cannot be converted. */
  readonly losses: SchemaLoss[];
  /** Gets the schemas with an id. */
  readonly named: Map<string, object>;
}

/** Makes what a library takes under `libraryOptions`. */
export type ConversionOptions = (conversion: Conversion) => Record<string, unknown>;

/**
 * Returns what stands on the wire for a type that JSON has not; undefined where nothing does. A
 * date that is to be received is none: nothing in JSON is a `Date`; nor is a bigint that is to be
 * sent.
 */
export function wireSchema(type: string, form: SchemaForm): JsonSchema | undefined {
  if (type === "date" && form === "output") return { type: "string", format: "date-time" };
  if (type === "bigint" && form === "input") return { type: "string", pattern: "^-?[0-9]+$" };
  if (type === "file" || type === "blob") return { type: "string", format: "binary" };
  return undefined;
}
