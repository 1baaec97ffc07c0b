import type { MaybePromise, Sendable } from "../http/handler.ts";
import type { HookFunctions, HookName } from "../http/hooks.ts";
import type { Context } from "./context.ts";
import type { Path } from "./path.ts";
import type { Handler, Route } from "./route.ts";
import type { ResponseSpec } from "./schemas.ts";
import type { NoSpec, OnlyKnown, Returns, RouteSpec } from "./spec.ts";

/**
 * The context of a standard decorator on an instance method, structurally: the library's own
 * `ClassMethodDecoratorContext<This>` keeps methods with a parameter from matching.
 */
export interface MethodContext<This> {
  /** A method, no getter, field or class. */
  readonly kind: "method";
  /** Name of the method. */
  readonly name: string | symbol;
  /** An instance method. */
  readonly static: false;
  /** A public method. */
  readonly private: false;
  /** Adds a function that runs for each instance. */
  addInitializer(initializer: (this: This) => void): void;
}

/** What a verb returns for a route without `response`: a method decorator, and a function to a route. */
export interface OpenMaker<M extends string, P extends string, S extends RouteSpec> {
  // The decorator stands first: TypeScript reports the first overload and accepts a function of one
  // parameter as a decorator too.
  <This extends object>(
    method: (this: This, context: Context<P, S>) => MaybePromise<Sendable>,
    context: MethodContext<This>,
  ): void;
  <R extends MaybePromise<Sendable>>(
    handler: (context: Context<P, S>) => R,
  ): Route<M, P, S, Awaited<R>>;
  /** Exists for inference only. */
  readonly "~route"?: [M, P, S];
}

/** What a verb returns for a route with `response`: what the handler returns is checked against it. */
export interface CheckedMaker<M extends string, P extends string, S extends RouteSpec> {
  <This extends object>(
    method: (this: This, context: Context<P, S>) => MaybePromise<Returns<S>>,
    context: MethodContext<This>,
  ): void;
  (handler: Handler<P, S>): Route<M, P, S>;
  /** Exists for inference only. */
  readonly "~route"?: [M, P, S];
}

/** A method decorator and a function from handler to route in one value. */
export type RouteMaker<M extends string, P extends string, S extends RouteSpec> = S extends
  { readonly response: ResponseSpec } ? CheckedMaker<M, P, S> : OpenMaker<M, P, S>;

/** A verb as a standalone function: `get("/users/:id")`. */
export interface Verb<M extends string> {
  <P extends Path, S extends RouteSpec = NoSpec>(
    path: P,
    spec?: S & OnlyKnown<S>,
  ): RouteMaker<M, P, S>;
}

/** A verb of a router: `app.get("/users/:id", handler)`. */
export interface RouterVerb<Self> {
  <P extends Path>(path: P, handler: Handler<P, NoSpec>): Self;
  <P extends Path, S extends RouteSpec>(
    path: P,
    spec: S & OnlyKnown<S>,
    handler: Handler<P, S>,
  ): Self;
}

/** `route()` of a router: a verb for one method or several, given first. */
export interface RouterRoute<Self> {
  <P extends Path>(methods: string | readonly string[], path: P, handler: Handler<P, NoSpec>): Self;
  <P extends Path, S extends RouteSpec>(
    methods: string | readonly string[],
    path: P,
    spec: S & OnlyKnown<S>,
    handler: Handler<P, S>,
  ): Self;
}

/** Adds one function for a phase of the lifecycle, after those that are there. */
export type AddHook<Name extends HookName, Self> = (hook: HookFunctions[Name]) => Self;
