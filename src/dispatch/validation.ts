/**
 * The inputs of a request, checked before its handler gets them.
 *
 * @module
 */

import type { MaybePromise } from "../http/handler.ts";
import { BareRecord } from "../http/record.ts";
import type { RequestContext } from "../http/request_context.ts";
import { ValidationError } from "../http/validation_error.ts";
import type { InputPlace } from "../http/validation_item.ts";
import { type RouteSchemas, TEXT_PARTS, type TextPart } from "../routing/schemas.ts";
import { bodyReader } from "../schema/body.ts";
import type { RawRecord } from "../schema/coerce.ts";
import { type FailedPart, itemsOf } from "../schema/items.ts";
import { keysOf } from "../schema/keys.ts";
import { type PartResult, textReader } from "../schema/part.ts";
import type { AnySchema } from "../schema/standard_schema.ts";

/** Puts what the schemas give in the place of what has arrived; throws {@linkcode ValidationError}. */
export type Validation = (context: RequestContext) => MaybePromise<void>;

/** Checks some inputs, and returns why they were refused. */
type Check = (context: RequestContext) => MaybePromise<readonly FailedPart[]>;

/** What is checked, and of which route. */
export interface ValidationOptions {
  readonly schemas: RouteSchemas;
  /** Media types that the route takes. */
  readonly accepts: readonly string[] | undefined;
  /** Told, once at start, what cannot be done for a schema. */
  readonly warn: (message: string) => void;
}

const PLACES: { readonly [Part in TextPart]: InputPlace } = {
  params: "path",
  query: "query",
  headers: "headers",
  cookies: "cookie",
};

const NONE: readonly FailedPart[] = [];

/**
 * Returns what checks the inputs of a route: those that arrive as text together, then the body. Null
 * where nothing is to be checked.
 */
export function validationOf(options: ValidationOptions): Validation | null {
  const texts = TEXT_PARTS.flatMap((part) => textChecks(part, options));
  const body = bodyCheck(options);
  const groups = [...(texts.length === 0 ? [] : [together(texts)]), ...(body ? [body] : [])];
  return groups.map(refusing).reduceRight<Validation | null>(before, null);
}

/** One check for each schema of a part; the handler gets what the route's own schema gives. */
function textChecks(part: TextPart, { schemas, warn }: ValidationOptions): Check[] {
  const all = schemas[part];
  return all.map((schema, index) => {
    const isOwn = schemas.own[part] !== undefined && index === all.length - 1;
    const read = textReader(schema, { place: PLACES[part], warn });
    const raw = all.length === 1 && part !== "headers" ? whole(part) : named(part, schema);
    return (context) => settle(read(raw(context)), isOwn ? { context, part } : null);
  });
}

/** What a schema reads. */
type Raw = (context: RequestContext) => RawRecord;

function whole(part: TextPart): Raw {
  return (context) => context[part];
}

/** What the schema names, so that a strict one can be met beside others; all, where it takes any. */
function named(part: TextPart, schema: AnySchema): Raw {
  const names = keysOf(schema);
  if (names === undefined) return whole(part);
  const valueOf = part === "headers"
    ? ({ header }: RequestContext, name: string) => header(name)
    : (context: RequestContext, name: string) => context[part][name];
  return (context) => {
    const record = new BareRecord<unknown>();
    for (const name of names) {
      const value = valueOf(context, name);
      if (value !== undefined) record[name] = value;
    }
    return record;
  };
}

function bodyCheck({ schemas, accepts = [], warn }: ValidationOptions): Check | null {
  if (schemas.body === undefined) return null;
  const takesForms = accepts.some((type) => type !== "application/json");
  const read = bodyReader(schemas.body, { takesForms, warn });
  return (context) => settle(read(context.body), { context, part: "body" });
}

/** Where an output goes. */
interface Place {
  readonly context: RequestContext;
  readonly part: TextPart | "body";
}

function settle(
  result: MaybePromise<PartResult>,
  place: Place | null,
): MaybePromise<readonly FailedPart[]> {
  return result instanceof Promise
    ? result.then((settled) => take(settled, place))
    : take(result, place);
}

function take(result: PartResult, place: Place | null): readonly FailedPart[] {
  if (result.failed !== undefined) return result.failed;
  place?.context.fill(place.part, result.value);
  return NONE;
}

/** Runs every check, whatever the others find. */
function together(checks: readonly Check[]): Check {
  const [only] = checks;
  if (only !== undefined && checks.length === 1) return only;
  return (context) => {
    const results = runAll(checks, context);
    return results.some((result) => result instanceof Promise)
      ? Promise.all(results).then((settled) => settled.flat())
      : results.flat() as FailedPart[]; // None of them is a promise.
  };
}

function runAll(checks: readonly Check[], context: RequestContext): ReturnType<Check>[] {
  const results: ReturnType<Check>[] = [];
  try {
    for (const check of checks) results.push(check(context));
  } catch (thrown) {
    // The others may reject as well, and nobody waits for them any more.
    Promise.allSettled(results);
    throw thrown;
  }
  return results;
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
