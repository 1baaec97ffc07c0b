import type { Literal, Sendable } from "../http/handler.ts";
import type { Reply } from "../http/reply.ts";
import { UsageError } from "../http/usage_error.ts";
import type { AnySchema, Input } from "../schema/standard_schema.ts";
import { checkOptions } from "../http/options.ts";
import { OPERATION_KEYS, type OperationSpec } from "./operation.ts";
import type { ResponseSpec } from "./schemas.ts";
import { checkShared, SHARED_KEYS, type SharedSpec } from "./shared_spec.ts";
import { type Duration, parseDuration, parseSize, type Size } from "../http/quantity.ts";

/** RFC 9110 section 12.5.1, without parameters. */
const MEDIA_RANGE =
  /^(?:\*|[!#$%&'+\-.^_`|~0-9A-Za-z]+)\/(?:\*|(?<!\*\/)[!#$%&'+\-.^_`|~0-9A-Za-z]+)$/;

/** What a route declares beside method and path. */
export interface RouteSpec extends SharedSpec, OperationSpec {
  /** Schema of the body; or `"stream"`, and the handler reads it piece by piece, as it arrives. */
  readonly body?: AnySchema | "stream";
  /**
   * Media types or ranges of the body that the route takes; any other is answered 415. Default with
   * a schema: `["application/json"]`, which takes `+json` too; without one: any.
   */
  readonly accepts?: readonly string[];
  /** Name in `app.handlers`, logs and OpenAPI. Default: the handler's. */
  readonly name?: string;
  /** Largest body, bytes or `"1mb"`. Default: that of the app. */
  readonly bodyLimit?: Size;
  /** Largest file of a form, bytes or `"10mb"`. Default: that of the app. */
  readonly formFileLimit?: Size;
  /** Time to the first byte of the response, ms or `"30s"`; 0 for no limit. Default: that of the app. */
  readonly handlerTimeout?: Duration;
}

/** A route without schemas. */
export interface NoSpec extends RouteSpec {
  /** None: the body as its content type says. */
  readonly body?: never;
  /** None: text, or a list of it. */
  readonly query?: never;
  /** None: text. */
  readonly params?: never;
  /** None: text. */
  readonly headers?: never;
  /** None: text. */
  readonly cookies?: never;
  /** None: any answer. */
  readonly response?: never;
}

/** Makes a misspelt key a compile error: an inferred type parameter gets no excess-property check. */
export type OnlyKnown<S> = { readonly [Key in Exclude<keyof S, keyof RouteSpec>]: never };

/** What a handler may return for one declared status. Wrapped in tuples so that it does not distribute. */
export type ReplyFor<N extends number, X> = [X] extends [AnySchema]
  ? (N extends 200 ? Input<X> : never) | Reply<N, Input<X>>
  : Reply<N, undefined> | (N extends 204 ? undefined | void : never);

/** What the handler of a route may return. */
export type Returns<S extends RouteSpec> = S extends
  { readonly response: infer R extends ResponseSpec }
  ? Response | { [N in keyof R & number]: ReplyFor<N, R[N]> }[keyof R & number]
  : Sendable | Literal;

/** Keys of a spec. */
const SPEC_KEYS: readonly string[] = [
  ...SHARED_KEYS,
  ...OPERATION_KEYS,
  "name",
  "body",
  "accepts",
  "bodyLimit",
  "formFileLimit",
  "handlerTimeout",
];

/**
 * Checks the spec of the route `owner`: its keys, name, tags, schemas, media types, size and time.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION` for a key that is unknown, `SPK_NO_SCHEMA` where a schema is
 * none, `SPK_BAD_OPTION` for a value that is not of its type.
 */
export function checkSpec(spec: unknown, owner: string): RouteSpec {
  checkOptions(spec, { owner, keys: SPEC_KEYS });
  // Its keys are known, and its values are checked here.
  const known = spec as RouteSpec;
  const { name, accepts, bodyLimit, formFileLimit, handlerTimeout } = known;
  if (name !== undefined && (typeof name !== "string" || name === "")) {
    throw new UsageError("SPK_BAD_OPTION", `The name of ${owner} is not a text: pass a string`);
  }
  checkShared(known, owner);
  if (accepts !== undefined) checkAccepts(accepts, owner);
  if (bodyLimit !== undefined) parseSize(bodyLimit, "bodyLimit");
  if (formFileLimit !== undefined) parseSize(formFileLimit, "formFileLimit");
  if (handlerTimeout !== undefined) parseDuration(handlerTimeout, "handlerTimeout");
  return known;
}

function checkAccepts(accepts: unknown, owner: string): void {
  const isList = Array.isArray(accepts) && accepts.length > 0 && accepts.every(isMediaRange);
  if (isList) return;
  const message = `The option "accepts" of ${owner} is no list of media types: ` +
    'write ["application/json"], ["image/*"] or ["*/*"]';
  throw new UsageError("SPK_BAD_OPTION", message);
}

function isMediaRange(value: unknown): boolean {
  return typeof value === "string" && MEDIA_RANGE.test(value);
}
