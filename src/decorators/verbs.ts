import "./metadata.ts";
import type { Path } from "../routing/path.ts";
import type { RouteMaker, Verb } from "../routing/maker.ts";
import { ANY_METHOD, checkMethods } from "../routing/method.ts";
import type { NoSpec, OnlyKnown, RouteSpec } from "../routing/spec.ts";
import { routeMaker } from "./route_maker.ts";

/**
 * Declares a GET route: a method decorator, and a function from handler to route.
 *
 * @example
 * ```ts
 * export const root = get("/")(() => ({ message: "Hello" }));
 * app.register(root);
 * ```
 */
export const get: Verb<"GET"> = verb("get", "GET");
/** Declares a POST route, as {@linkcode get} does. */
export const post: Verb<"POST"> = verb("post", "POST");
/** Declares a PUT route, as {@linkcode get} does. */
export const put: Verb<"PUT"> = verb("put", "PUT");
/** Declares a PATCH route, as {@linkcode get} does. */
export const patch: Verb<"PATCH"> = verb("patch", "PATCH");
/** Declares a DELETE route, as {@linkcode get} does. */
export const del: Verb<"DELETE"> = verb("del", "DELETE");
/** Declares a HEAD route, as {@linkcode get} does; a GET route answers HEAD too. */
export const head: Verb<"HEAD"> = verb("head", "HEAD");
/** Declares an OPTIONS route, as {@linkcode get} does. */
export const options: Verb<"OPTIONS"> = verb("options", "OPTIONS");
/** Declares a QUERY route (safe like GET, with a body), as {@linkcode get} does. */
export const query: Verb<"QUERY"> = verb("query", "QUERY");
/** Declares a route for every method that has none of its own at this path. */
export const all: Verb<"*"> = verb("all", ANY_METHOD);

/**
 * Declares a route for one method or several, in upper case, as {@linkcode get} does.
 *
 * @example
 * ```ts
 * export const item = route(["PUT", "PATCH"], "/items/:id")(({ params }) => params.id);
 * ```
 */
export function route<M extends string, P extends Path, S extends RouteSpec = NoSpec>(
  methods: M | readonly M[],
  path: P,
  spec?: S & OnlyKnown<S>,
): RouteMaker<M, P, S> {
  return routeMaker({ verb: "route", methods: checkMethods(methods), path }, spec);
}

function verb<M extends string>(name: string, method: M): Verb<M> {
  return (path, spec) => routeMaker({ verb: name, methods: [method], path }, spec);
}
