/**
 * One part of a request, read by a schema.
 *
 * @module
 */

import type { MaybePromise } from "../http/handler.ts";
import type { InputPlace } from "../http/validation_item.ts";
import { coercionOf, type RawRecord } from "./coerce.ts";
import type { FailedPart } from "./items.ts";
import type { AnySchema, SchemaResult } from "./standard_schema.ts";
import { validatorOf } from "./validator.ts";

/** What a schema made of a part, or why there is nothing of it. */
export type PartResult =
  | { readonly value: unknown; readonly failed?: undefined }
  | { readonly failed: readonly FailedPart[] };

/** Where a part stands. */
export interface PartOptions {
  readonly place: InputPlace;
  /** Told, once at start, what cannot be done for a schema. */
  readonly warn: (message: string) => void;
}

/** What is said of an input that is refused. */
export interface CheckOptions {
  readonly place: InputPlace;
  /** Whether it has arrived as text. */
  readonly isText: boolean;
}

/** Returns what coerces text, then checks it. */
export function textReader(
  schema: AnySchema,
  { place, warn }: PartOptions,
): (raw: RawRecord) => MaybePromise<PartResult> {
  const coerce = coercionOf(schema, warn);
  const check = checker(schema, { place, isText: true });
  return coerce === null ? check : (raw) => check(coerce(raw));
}

/** Returns what checks a value that has arrived typed, as JSON does, or was coerced. */
export function checker(
  schema: AnySchema,
  { place, isText }: CheckOptions,
): (input: unknown) => MaybePromise<PartResult> {
  const validate = validatorOf(schema);
  const judge = (result: SchemaResult<unknown>, input: unknown): PartResult => {
    const { issues } = result;
    if (issues === undefined) return result;
    return { failed: [{ place, issues, input, isText, schema }] };
  };
  return (input) => {
    const result = validate(input);
    if (result instanceof Promise) return result.then((settled) => judge(settled, input));
    return judge(result, input);
  };
}
