/**
 * Types of a client by the `paths` of an OpenAPI document.
 *
 * @module
 */

import type { Binary, FetchInit, HeadersLike } from "./options.ts";
import type { Problem } from "./problem.ts";
import type { ErrorStatus, Failure, OkStatus, Success, Undeclared } from "./result.ts";

/** A client of the `paths` that openapi-typescript and `spikard types` write. */
export interface PathsClient<Paths extends object> {
  /** Sends GET. */
  readonly get: PathsVerb<Paths, "get">;
  /** Sends POST. */
  readonly post: PathsVerb<Paths, "post">;
  /** Sends PUT. */
  readonly put: PathsVerb<Paths, "put">;
  /** Sends PATCH. */
  readonly patch: PathsVerb<Paths, "patch">;
  /** Sends DELETE. */
  readonly del: PathsVerb<Paths, "delete">;
  /** Sends DELETE, as {@linkcode PathsClient.del} does. */
  readonly delete: PathsVerb<Paths, "delete">;
  /** Sends HEAD. */
  readonly head: PathsVerb<Paths, "head">;
  /** Sends OPTIONS. */
  readonly options: PathsVerb<Paths, "options">;
}

/** A method of {@linkcode PathsClient}: the path as the document writes it, then the inputs. */
export type PathsVerb<Paths extends object, M extends string> = <
  P extends keyof Operations<Paths, M> & string,
>(
  path: P,
  ...init: OptionalWhereEmpty<OperationInit<Operations<Paths, M>[P]>>
) => Promise<OperationResult<Operations<Paths, M>[P]>>;

/**
 * Operations of one method by path.
 *
 * @internal
 */
export type Operations<Paths, M extends string> = {
  [P in keyof Paths as Paths[P] extends { readonly [K in M]: object } ? P : never]:
    Paths[P][M & keyof Paths[P]];
};

/**
 * Arguments of a call: none are needed where every member is optional.
 *
 * @internal
 */
export type OptionalWhereEmpty<Init> = Empty extends Init ? [init?: Init] : [init: Init];

/**
 * One member, optional where its own members are.
 *
 * @internal
 */
export type Part<Name extends string, T> = Empty extends T
  ? { readonly [K in Name]?: T | undefined }
  : { readonly [K in Name]: T };

/**
 * Inputs of an operation.
 *
 * @internal
 */
export type OperationInit<Operation> =
  & FetchInit
  & { readonly headers?: HeadersLike }
  & (Operation extends { readonly parameters: infer P extends object } ? Part<"params", Inputs<P>>
    : unknown)
  & (Operation extends { readonly requestBody: infer Body extends Contents } ? BodyOf<Body>
    : Operation extends { readonly requestBody?: infer Body } ? OptionalBody<Body>
    : unknown);

/**
 * Result of an operation, one member for each status.
 *
 * @internal
 */
export type OperationResult<Operation> = Operation extends { readonly responses: infer Answers } ?
    | { [S in keyof Answers]: Answer<S, Answers[S], keyof Answers> }[keyof Answers]
    | ("default" extends keyof Answers ? never : Undeclared<Covered<keyof Answers>>)
  : never;

type Empty = Record<never, never>;

/** A path parameter may be given as a list of segments, whose slashes are kept. */
type Inputs<P> = {
  readonly [Place in keyof P]: Place extends "path" ? PathValues<P[Place]> : P[Place];
};
type PathValues<P> = {
  readonly [Name in keyof P]:
    | P[Name]
    | (string extends P[Name] ? Segments : never);
};
type Segments = number | readonly string[];

interface Contents {
  readonly content: object;
}

type OptionalBody<Body> = [Body] extends [never] ? { readonly body?: never }
  : Body extends Contents ? BodyOf<Body> | { readonly body?: undefined }
  : unknown;
type BodyOf<Body extends Contents> = {
  [Type in keyof Body["content"]]: BodyIn<Type, Body["content"][Type]>;
}[keyof Body["content"]];
type BodyIn<Type, T> = Type extends JsonType ? { readonly body: T; readonly contentType?: Type }
  : Type extends `multipart/${string}` ? Ready<FormData, Type> | Written<FormValues<T>, Type>
  : Type extends UrlEncoded ? Ready<URLSearchParams, Type> | Written<T, Type>
  : Type extends `text/${string}` ? Written<string, Type>
  : Ready<Binary, string>;
type JsonType = `${string}json${string}`;
type UrlEncoded = "application/x-www-form-urlencoded";
/** A form has files where the document says string. */
type FormValues<T> = { readonly [Name in keyof T]: T[Name] | Blob | readonly Blob[] };

/** A body that says itself what it is. */
interface Ready<T, Type> {
  readonly body: T;
  readonly contentType?: Type;
}

/** A body that the content type is needed for. */
interface Written<T, Type> {
  readonly body: T;
  readonly contentType: Type;
}

type Answer<S, Declared, All> = S extends OkStatus ? Success<S, DataOf<Declared, S>>
  : S extends ErrorStatus ? Failure<S, FaultOf<Declared>>
  : S extends "2XX" ? Success<Exclude<OkStatus, All>, DataOf<Declared, S>>
  : S extends keyof Ranges ? Failure<Exclude<Ranges[S], All>, FaultOf<Declared>>
  : S extends "default" ? Failure<Exclude<ErrorStatus, Covered<All>>, FaultOf<Declared>>
  : never;
/** The statuses that some keys of `responses` stand for; "default" stands for what is left. */
type Covered<All> = All extends keyof Ranges ? Ranges[All] : All;

interface Ranges {
  readonly "3XX": 300 | 301 | 302 | 303 | 304 | 307 | 308;
  readonly "4XX": Exclude<ErrorStatus, Ranges["3XX"] | Ranges["5XX"]>;
  readonly "5XX": 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 511;
}

/** An answer without `content` may have any, unless its status says that it has none. */
type DataOf<Declared, S> = Declared extends { readonly content: infer Content }
  ? { [Type in keyof Content]: DataIn<Type, Content[Type]> }[keyof Content]
  : S extends 204 | 205 ? undefined
  : unknown;
type DataIn<Type, T> = Type extends JsonType ? T
  : Type extends `text/event-stream${string}` ? ReadableStream<Uint8Array>
  : Type extends `text/${string}` ? string
  : Blob;
type FaultOf<Declared> = Declared extends { readonly content: infer Content }
  ? { [Type in keyof Content]: Type extends JsonType ? Content[Type] : Problem }[keyof Content]
  : Problem;
