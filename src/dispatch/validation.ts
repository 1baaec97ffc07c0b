/**
 * The inputs of a request, checked before its handler gets them.
 *
 * @module
 */

import type { MaybePromise } from "../http/handler.ts";
import { BareRecord, type TextRecord } from "../http/record.ts";
import type { RequestContext } from "../http/request_context.ts";
import { ValidationError } from "../http/validation_error.ts";
import type { InputPlace } from "../http/validation_item.ts";
import { type RouteSchemas, TEXT_PARTS, type TextPart } from "../routing/schemas.ts";
import { bodyReader } from "../schema/body.ts";
import { type FailedPart, itemsOf } from "../schema/items.ts";
import { keysOf } from "../schema/keys.ts";
import { partReader, type PartResult } from "../schema/part.ts";

/** Puts what the schemas give in the place of what has arrived; throws {@linkcode ValidationError}. */
export type Validation = (context: RequestContext) => MaybePromise<void>;

/** Checks some inputs, and returns why they were refused. */
type Check = (context: RequestContext) => MaybePromise<readonly FailedPart[]>;

/** What is checked, and of which route. */
export interface ValidationOptions {
  readonly schemas: RouteSchemas;
  /** Media types that the route takes. */
  readonly accepts: readonly string[] | undefined;
  /** Names of the path parameters. */
  readonly paramNames: readonly string[];
  /** Told, once at start, what cannot be done for a schema. */
  readonly warn: (message: string) => void;
}

const PLACES: { readonly [Part in TextPart]: InputPlace } = {
  params: "path",
  query: "query",
  headers: "headers",
  cookies: "cookie",
};

/**
 * Returns what checks the inputs of a route: those that arrive as text together, then the body. Null
 * where nothing is to be checked.
 */
export function validationOf(options: ValidationOptions): Validation | null {
  const texts = TEXT_PARTS.flatMap((part) => textCheck(part, options) ?? []);
  const body = bodyCheck(options);
  const groups = [...(texts.length === 0 ? [] : [together(texts)]), ...(body ? [body] : [])];
  return groups.map(refusing).reduceRight<Validation | null>(before, null);
}

function textCheck(part: TextPart, options: ValidationOptions): Check | null {
  const schemas = options.schemas[part];
  if (schemas.length === 0) return null;
  const keepsRest = part === "params" && !covers(schemas, options.paramNames);
  const read = partReader(schemas, { place: PLACES[part], keepsRest, warn: options.warn });
  const raw = part === "headers"
    ? declaredHeaders(schemas)
    : (context: RequestContext) => context[part];
  return (context) => settle(read(raw(context)), context, part);
}

/** Returns what reads the headers that the schemas name; all, where one takes any. */
function declaredHeaders(
  schemas: RouteSchemas["headers"],
): (context: RequestContext) => TextRecord {
  const keys = schemas.map(keysOf);
  if (keys.includes(undefined)) return ({ headers }) => headers;
  const names = new Set(keys.flatMap((known) => known ?? []));
  return ({ header }) => {
    const record = new BareRecord<string>();
    for (const name of names) {
      const value = header(name);
      if (value !== undefined) record[name] = value;
    }
    return record;
  };
}

/** Whether the schemas give every parameter of the path, as far as they can be looked into. */
function covers(schemas: RouteSchemas["params"], names: readonly string[]): boolean {
  const keys = schemas.map(keysOf);
  return names.every((name) => keys.some((known) => known === undefined || known.includes(name)));
}

function bodyCheck({ schemas, accepts = [], warn }: ValidationOptions): Check | null {
  if (schemas.body === undefined) return null;
  const takesForms = accepts.some((type) => type !== "application/json");
  const read = bodyReader(schemas.body, { takesForms, warn });
  return (context) => settle(read(context.body), context, "body");
}

function settle(
  result: MaybePromise<PartResult>,
  context: RequestContext,
  part: TextPart | "body",
): MaybePromise<readonly FailedPart[]> {
  if (result instanceof Promise) return result.then((settled) => take(settled, context, part));
  return take(result, context, part);
}

const NONE: readonly FailedPart[] = [];

function take(
  result: PartResult,
  context: RequestContext,
  part: TextPart | "body",
): readonly FailedPart[] {
  if (result.failed !== undefined) return result.failed;
  context.fill(part, result.value);
  return NONE;
}

/** Runs every check, whatever the others find. */
function together(checks: readonly Check[]): Check {
  const [only] = checks;
  if (only !== undefined && checks.length === 1) return only;
  return (context) => {
    const results = checks.map((check) => check(context));
    return results.some((result) => result instanceof Promise)
      ? Promise.all(results).then((settled) => settled.flat())
      : results.flat() as FailedPart[]; // None of them is a promise.
  };
}

function refusing(check: Check): Validation {
  return (context) => {
    const failed = check(context);
    if (failed instanceof Promise) return failed.then(refuse);
    refuse(failed);
  };
}

function refuse(failed: readonly FailedPart[]): void {
  if (failed.length === 0) return;
  const { items, total } = itemsOf(failed);
  throw new ValidationError(items, total);
}

function before(next: Validation | null, first: Validation): Validation {
  if (next === null) return first;
  return (context) => {
    const pending = first(context);
    return pending instanceof Promise ? pending.then(() => next(context)) : next(context);
  };
}
