import type { ContextMembers, RawBody } from "../http/context.ts";
import type { MultiRecord, TextRecord } from "../http/record.ts";
import type { AnySchema, Output } from "../schema/standard_schema.ts";
import type { RouteMetadata } from "./metadata.ts";
import type { PathParams } from "./path.ts";
import type { NoSpec, Returns, RouteSpec } from "./spec.ts";

/** What the schema under `Key` gives, or `Raw` where the route declares none. */
export type Part<S, Key extends string, Raw> = S extends
  { readonly [K in Key]: infer T extends AnySchema } ? Output<T>
  : Raw;

/** What the body is: its schema's output, a stream where the route says so, else anything. */
export type BodyPart<S> = S extends { readonly body: "stream" }
  ? ReadableStream<Uint8Array<ArrayBuffer>>
  : Part<S, "body", RawBody>;

/**
 * The one argument of a handler: inputs typed by the path `P` and the spec `S` of its route.
 *
 * @example
 * ```ts
 * class Users {
 *   @get("/:id") find({ params }: Context<"/:id">) { return { id: params.id }; }
 * }
 * ```
 */
export interface Context<P extends string = string, S extends RouteSpec = NoSpec>
  extends ContextMembers {
  /** Path parameters. */
  readonly params: Part<S, "params", PathParams<P>>;
  /** Query; a name given more than once has an array. */
  readonly query: Part<S, "query", MultiRecord>;
  /** Request headers, names in lower case. */
  readonly headers: Part<S, "headers", TextRecord>;
  /** Request cookies. */
  readonly cookies: Part<S, "cookies", TextRecord>;
  /** Body by its content type, `undefined` where it is empty; or a stream of it, read as it comes. */
  readonly body: BodyPart<S>;
  /** The matched route. */
  readonly route: RouteMetadata;
}

/** What the body schema `S` gives. */
export type Body<S extends AnySchema> = Output<S>;
/** What the query schema `S` gives. */
export type Query<S extends AnySchema> = Output<S>;
/** What the header schema `S` gives. */
export type Headers<S extends AnySchema> = Output<S>;
/** What the cookie schema `S` gives. */
export type Cookies<S extends AnySchema> = Output<S>;
/** What the parameter schema `S` gives, or the parameters of the path `S`. */
export type Params<S extends AnySchema | string> = S extends AnySchema ? Output<S>
  : S extends string ? PathParams<S>
  : never;

/** Anything made by a verb: a named maker or a route. */
export interface Routed {
  /** Exists for inference only. */
  readonly "~route"?: readonly [string, string, RouteSpec];
}

/**
 * The Context of a route named beforehand.
 *
 * @example
 * ```ts
 * const addUser = post("/", { body: NewUser });
 * class Users {
 *   @addUser add({ body }: ContextOf<typeof addUser>) { return db.add(body); }
 * }
 * ```
 */
export type ContextOf<T extends Routed> = T extends
  { readonly "~route"?: readonly [string, infer P extends string, infer S extends RouteSpec] }
  ? Context<P, S>
  : never;

/** What the handler of a route named beforehand may return. */
export type ReturnOf<T extends Routed> = T extends
  { readonly "~route"?: readonly [string, string, infer S extends RouteSpec] } ? Returns<S>
  : never;
