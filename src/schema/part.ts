/**
 * One part of a request, read by the schemas that hold for it.
 *
 * @module
 */

import type { MaybePromise } from "../http/handler.ts";
import { BareRecord, type MultiRecord } from "../http/record.ts";
import type { InputPlace } from "../http/validation_item.ts";
import { coercionOf } from "./coerce.ts";
import type { FailedPart } from "./items.ts";
import type { AnySchema, SchemaResult } from "./standard_schema.ts";
import { validatorOf } from "./validator.ts";

/** What the schemas made of a part, or why there is nothing of it. */
export type PartResult =
  | { readonly value: unknown; readonly failed?: undefined }
  | { readonly failed: readonly FailedPart[] };

/** Reads a part as it has arrived. */
export type PartReader = (raw: MultiRecord) => MaybePromise<PartResult>;

/** Where a part stands, and how its schemas share it. */
export interface PartOptions {
  readonly place: InputPlace;
  /** Whether names that no schema reads stay as they are. */
  readonly keepsRest: boolean;
  /** Told, once at start, what cannot be done for a schema. */
  readonly warn: (message: string) => void;
}

/** Returns what reads a part by one schema or several, each of which gets what has arrived. */
export function partReader(schemas: readonly AnySchema[], options: PartOptions): PartReader {
  const readers = schemas.map((schema) => textReader(schema, options));
  const [only] = readers;
  if (only !== undefined && readers.length === 1 && !options.keepsRest) return only;
  return (raw) => {
    const results = readers.map((read) => read(raw));
    const rest = options.keepsRest ? raw : {};
    return results.some((result) => result instanceof Promise)
      ? Promise.all(results).then((settled) => merge(settled, rest))
      : merge(results as PartResult[], rest); // None of them is a promise.
  };
}

/** Returns what coerces text, then checks it. */
function textReader(schema: AnySchema, { place, warn }: PartOptions): PartReader {
  const coerce = coercionOf(schema, warn);
  const check = checker(schema, { place, isText: true });
  return coerce === null ? check : (raw) => check(coerce(raw));
}

/** What is said of an input that is refused. */
export interface CheckOptions {
  readonly place: InputPlace;
  /** Whether it has arrived as text. */
  readonly isText: boolean;
}

/** Returns what checks a value that has arrived typed, as JSON does, or was coerced. */
export function checker(
  schema: AnySchema,
  { place, isText }: CheckOptions,
): (input: unknown) => MaybePromise<PartResult> {
  const validate = validatorOf(schema);
  const { vendor } = schema["~standard"];
  const judge = (result: SchemaResult<unknown>, input: unknown): PartResult => {
    const { issues } = result;
    return issues === undefined
      ? result
      : { failed: [{ place, vendor, issues, input, isText, schema }] };
  };
  return (input) => {
    const result = validate(input);
    if (result instanceof Promise) return result.then((settled) => judge(settled, input));
    return judge(result, input);
  };
}

function merge(results: readonly PartResult[], rest: MultiRecord): PartResult {
  const failed = results.flatMap((result) => result.failed ?? []);
  if (failed.length > 0) return { failed };
  const value = new BareRecord<unknown>();
  Object.assign(value, rest, ...results.map((result) => "value" in result ? result.value : {}));
  return { value };
}
