import { checkHandler } from "../routing/declaration.ts";
import type { RouteMaker } from "../routing/maker.ts";
import { parsePath } from "../routing/path.ts";
import { recordMaker, recordMethodRoute } from "../routing/registry.ts";
import { Route } from "../routing/route.ts";
import { checkSpec, type RouteSpec } from "../routing/spec.ts";
import { checkMethodDecoration, notCalled } from "./misuse.ts";

/** What a verb knows before its handler is known. */
export interface Making<P extends string> {
  /** Name of the verb, for messages. */
  readonly verb: string;
  /** Upper case; `*` stands for every method. */
  readonly methods: readonly string[];
  readonly path: P;
}

/**
 * Makes what a verb returns: called with a decorator context it records the method's route for each
 * instance, called with a handler alone it returns a route.
 */
export function routeMaker<M extends string, P extends string, S extends RouteSpec>(
  { verb, methods, path }: Making<P>,
  spec: RouteSpec = {},
): RouteMaker<M, P, S> {
  const label = `${verb}(${JSON.stringify(path)})`;
  if (typeof path === "function") throw notCalled(verb, `${verb}("/")`);
  parsePath(path);
  checkSpec(spec, label);
  function make(target: unknown, ...rest: readonly unknown[]): unknown {
    if (rest.length === 0) return new Route(methods, path, spec, checkHandler(target, label));
    const decoration = checkMethodDecoration(verb, rest[0]);
    const { name = "" } = decoration;
    const owner = decoration.metadata ?? checkHandler(target, label);
    decoration.addInitializer(function () {
      recordMethodRoute(this, { name, owner, methods, path, spec });
    });
    return undefined;
  }
  recordMaker(make, label);
  // One function stands behind both signatures.
  return make as RouteMaker<M, P, S>;
}
