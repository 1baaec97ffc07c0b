/**
 * Types of a client by a map of standalone routes.
 *
 * @module
 */

import type { Received } from "./json.ts";
import type { Binary, FetchInit } from "./options.ts";
import type { OptionalWhereEmpty, Part } from "./paths_client.ts";
import type { Problem } from "./problem.ts";
import type { ErrorStatus, Failure, OkStatus, Success, Undeclared } from "./result.ts";

/** A client of the standalone routes in `Routes`, by method and path. */
export interface RoutesClient<Routes extends object> {
  /** Sends GET. */
  readonly get: RoutesVerb<Routes, "GET">;
  /** Sends POST. */
  readonly post: RoutesVerb<Routes, "POST">;
  /** Sends PUT. */
  readonly put: RoutesVerb<Routes, "PUT">;
  /** Sends PATCH. */
  readonly patch: RoutesVerb<Routes, "PATCH">;
  /** Sends DELETE. */
  readonly del: RoutesVerb<Routes, "DELETE">;
  /** Sends DELETE, as {@linkcode RoutesClient.del} does. */
  readonly delete: RoutesVerb<Routes, "DELETE">;
  /** Sends HEAD, to a route for GET too. */
  readonly head: RoutesVerb<Routes, "HEAD">;
  /** Sends OPTIONS. */
  readonly options: RoutesVerb<Routes, "OPTIONS">;
  /** Sends QUERY. */
  readonly query: RoutesVerb<Routes, "QUERY">;
}

/** A method of {@linkcode RoutesClient}: the path as the route was declared, then the inputs. */
export type RoutesVerb<Routes extends object, M extends string> = <
  P extends keyof RoutesBy<Routes, M> & string,
>(
  path: P,
  ...init: OptionalWhereEmpty<RouteInit<RoutesBy<Routes, M>[P], M>>
) => Promise<RouteResult<RoutesBy<Routes, M>[P], M>>;

/** A standalone route as far as a client knows it. */
export interface RouteType<M extends string, P extends string, S, R> {
  /** Method, path and spec; exists for inference only. */
  readonly "~route"?: [M, P, S];
  /** What the handler returns; exists for inference only. */
  readonly "~returns"?: R;
  /** Tells a route from a decorator. */
  readonly handler: unknown;
}

/**
 * The routes of a map below a prefix, as `register(route, { prefix })` puts them there.
 *
 * @example
 * ```ts
 * const api = client<Prefixed<"/v1", typeof routes>>({ baseUrl });
 * ```
 */
export type Prefixed<Prefix extends `/${string}`, Routes extends object> = {
  [Name in keyof Routes]: Routes[Name] extends {
    readonly "~route"?: [infer M extends string, infer P extends string, infer S];
    readonly "~returns"?: infer R;
    readonly handler: unknown;
  } ? RouteType<M, P extends "/" ? Prefix : `${Prefix}${P}`, S, R>
    : never;
};

/**
 * Routes of one method by path.
 *
 * @internal
 */
export type RoutesBy<Routes, M extends string> = {
  [Name in keyof Routes as PathFor<Routes[Name], M>]: Routes[Name];
};

/**
 * Inputs of a route: those of its schemas.
 *
 * @internal
 */
export type RouteInit<R, M extends string> = R extends
  { readonly "~route"?: [string, infer P extends string, infer S] } ?
    & FetchInit
    & Part<"params", InputOf<S, "params", PathValues<P>>>
    & (keyof S & keyof LooseParts extends never ? LooseParts : DeclaredParts<S>)
    & (M extends "GET" | "HEAD" ? unknown : BodyPart<S>)
  : never;

/**
 * Result of a route: what it declares, or what its handler returns.
 *
 * @internal
 */
export type RouteResult<R, M extends string> = R extends TypedRoute<infer S>
  ? S extends { readonly response: infer Declared } ?
      | { [N in keyof Declared & number]: Answer<N, DeclaredBody<Declared[N]>, M> }[
        & keyof Declared
        & number
      ]
      | Undeclared<keyof Declared>
  : R extends { readonly "~returns"?: infer Returned } ? ReturnedResult<Returned, M>
  : never
  : never;

interface TypedRoute<S> {
  readonly "~route"?: [string, string, S];
}

/** A schema of any library, as far as a client knows it. */
interface AnySchema {
  readonly "~standard": {
    readonly types?: { readonly input: unknown; readonly output: unknown } | undefined;
  };
}

interface AnyReply {
  readonly "~status": number;
  readonly "~body": unknown;
}

type Empty = Record<never, never>;
/** Values of inputs that no schema describes. */
type Loose = Readonly<Record<string, unknown>>;

/** Inputs of a route that declares no schema for any of them. */
interface LooseParts {
  readonly query?: Loose;
  readonly headers?: Loose;
  readonly cookies?: Loose;
}

type DeclaredParts<S> =
  & Part<"query", InputOf<S, "query", Loose>>
  & Part<"headers", InputOf<S, "headers", Empty> & Loose>
  & Part<"cookies", InputOf<S, "cookies", Loose>>;

/** A map may export anything, and `any` would be every route. */
type PathFor<R, M extends string> = unknown extends R ? never
  : R extends { readonly "~route"?: [infer Own, infer P, unknown]; readonly handler: unknown }
    ? M extends Own ? P & string
    : "*" extends Own ? P & string
    : [M, Own] extends ["HEAD", "GET"] ? P & string
    : never
  : never;

type PathValues<P extends string> = { readonly [Name in Names<P>]: string | number };
type Names<P extends string> = P extends `${infer Head}/${infer Tail}` ? Name<Head> | Names<Tail>
  : Name<P>;
type Name<Segment extends string> = Segment extends `:${infer N}` | `*${infer N}` ? N : never;

type InputOf<S, Key extends string, Raw> = S extends
  { readonly [K in Key]: infer T extends AnySchema } ? NonNullable<T["~standard"]["types"]>["input"]
  : Raw;
type OutputOf<T extends AnySchema> = NonNullable<T["~standard"]["types"]>["output"];

type BodyPart<S> = S extends { readonly body: "stream" }
  ? OptionalReady<Binary | Form> | Written<string>
  : S extends { readonly body: infer T extends AnySchema }
    ? BodyAs<Accepted<S>, NonNullable<T["~standard"]["types"]>["input"]>
  : BodyAs<Accepted<S>, unknown>;
/** Media types that a route names; those of a list without literal types are any text. */
type Accepted<S> = S extends { readonly accepts: readonly (infer Type extends string)[] } ? Type
  : JsonType;
/** JSON needs no content type; where a route takes none, only forms and bytes say what they are. */
type BodyAs<Type extends string, T> = [Extract<Type, JsonType>] extends [never]
  ? Written<T> | (undefined extends T ? OptionalReady<Form | Binary> : Ready<Form | Binary>)
  : undefined extends T ? OptionalReady<T | Form>
  : Ready<T | Form>;
type JsonType = `${string}json${string}` | "*/*" | "application/*";
type Form = FormData | URLSearchParams;

interface Ready<T> {
  readonly body: T;
  readonly contentType?: string;
}
interface OptionalReady<T> {
  readonly body?: T;
  readonly contentType?: string;
}
interface Written<T> {
  readonly body: T;
  readonly contentType: string;
}

type DeclaredBody<T> = T extends AnySchema ? Received<OutputOf<T>> : undefined;
type Answer<N extends number, Body, M> = N extends OkStatus
  ? Success<N, M extends "HEAD" ? undefined : Body>
  : Failure<N, Body extends object ? Body : Body | Problem>;

type ReturnedResult<R, M> =
  | ([Exclude<R, AnyReply>] extends [never] ? never
    : Success<OkStatus, M extends "HEAD" ? undefined : Received<Exclude<R, AnyReply>>>)
  | (R extends { readonly "~status": infer N extends number; readonly "~body": infer Body }
    ? Answer<number extends N ? OkStatus : N, Received<Body>, M>
    : never)
  | Failure<ErrorStatus, Problem>;
