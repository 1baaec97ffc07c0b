import type { Literal, Sendable } from "../http/handler.ts";
import type { Reply } from "../http/reply.ts";
import type { StatusCode } from "../http/status.ts";
import { UsageError } from "../http/usage_error.ts";
import type { AnySchema, Input } from "../schema/standard_schema.ts";
import { checkOptions } from "../http/options.ts";
import { type Duration, parseDuration, parseSize, type Size } from "../http/quantity.ts";

/** Schema per status; `null` declares an empty reply. */
export type ResponseSpec = { readonly [Status in StatusCode]?: AnySchema | null };

/** What a route declares beside method and path. */
export interface RouteSpec {
  /** Schema of the body; or `"stream"`, and the handler reads it piece by piece, as it arrives. */
  readonly body?: AnySchema | "stream";
  /** Schema of the query. */
  readonly query?: AnySchema;
  /** Schema of the path parameters, those of a prefix included. */
  readonly params?: AnySchema;
  /** Schema of the headers, by lower-case name. */
  readonly headers?: AnySchema;
  /** Schema of the cookies. */
  readonly cookies?: AnySchema;
  /** Schema per status of what the handler returns; only these may be returned then. */
  readonly response?: ResponseSpec;
  /** Name in `app.handlers`, logs and OpenAPI. Default: the handler's. */
  readonly name?: string;
  /** Tags for OpenAPI. Default: none. */
  readonly tags?: readonly string[];
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

/** Keys of a spec that are built; schemas are not. */
const SPEC_KEYS: readonly string[] = [
  "name",
  "tags",
  "body",
  "bodyLimit",
  "formFileLimit",
  "handlerTimeout",
];

/**
 * Checks the spec of the route `owner`: its keys, name, tags, body, size and time.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION` for a key that is unknown or not built yet, `SPK_BAD_OPTION`
 * for a value that is not of its type.
 */
export function checkSpec(spec: unknown, owner: string): RouteSpec {
  checkOptions(spec, { owner, keys: SPEC_KEYS });
  // Its keys are known, and its values are checked here.
  const known = spec as RouteSpec;
  const { name, tags, body, bodyLimit, formFileLimit, handlerTimeout } = known;
  if (name !== undefined && (typeof name !== "string" || name === "")) {
    throw new UsageError("SPK_BAD_OPTION", `The name of ${owner} is not a text: pass a string`);
  }
  if (tags !== undefined) checkTags(tags, owner);
  if (body !== undefined && body !== "stream") {
    const message = `The body of ${owner} can only be "stream" so far: leave it out`;
    throw new UsageError("SPK_BAD_OPTION", message);
  }
  if (bodyLimit !== undefined) parseSize(bodyLimit, "bodyLimit");
  if (formFileLimit !== undefined) parseSize(formFileLimit, "formFileLimit");
  if (handlerTimeout !== undefined) parseDuration(handlerTimeout, "handlerTimeout");
  return known;
}

/** Returns the spec with the tags of its scope before its own. */
export function withTags(spec: RouteSpec, tags: readonly string[]): RouteSpec {
  if (tags.length === 0) return spec;
  return { ...spec, tags: [...new Set([...tags, ...spec.tags ?? []])] };
}

/** Returns a list of tags; throws TypeError `SPK_BAD_OPTION` where it is none. */
export function checkTags(tags: unknown, owner: string): readonly string[] {
  if (Array.isArray(tags) && tags.every((tag) => typeof tag === "string")) return tags;
  throw new UsageError("SPK_BAD_OPTION", `The tags of ${owner} are no list: pass strings in one`);
}
