import type { AnyHandler, MaybePromise } from "../http/handler.ts";
import type { Context } from "./context.ts";
import type { NoSpec, Returns, RouteSpec } from "./spec.ts";

/** A function that answers a request of the path `P` and the spec `S`. */
export type Handler<P extends string = string, S extends RouteSpec = NoSpec> = (
  context: Context<P, S>,
) => MaybePromise<Returns<S>>;

/** Any route. */
export type AnyRoute = Route<string, string, RouteSpec, unknown>;

/**
 * A handler with its method, path and spec, not registered anywhere yet.
 *
 * Its type keeps them, so that a client can be typed by a map of routes.
 */
export class Route<
  M extends string = string,
  P extends string = string,
  S extends RouteSpec = NoSpec,
  R = unknown,
> {
  /** Exists for inference only. */
  declare readonly "~route"?: [M, P, S];
  /** Exists for inference only: what the handler returns. */
  declare readonly "~returns"?: R;
  /** Upper case; `*` stands for every method. */
  readonly methods: readonly string[];
  /** Path, without the prefixes it will be registered under. */
  readonly path: string;
  /** What it declares beside method and path. */
  readonly spec: RouteSpec;
  /** What answers. */
  readonly handler: AnyHandler;

  /** Takes what a verb has checked. */
  constructor(methods: readonly string[], path: string, spec: RouteSpec, handler: AnyHandler) {
    this.methods = methods;
    this.path = path;
    this.spec = spec;
    this.handler = handler;
  }
}
