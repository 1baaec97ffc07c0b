import type { AnyContext } from "../http/context.ts";
import type { AnyHandler } from "../http/handler.ts";
import { UsageError } from "../http/usage_error.ts";
import { checkHandler, type Declaration, isClass } from "./declaration.ts";
import { joinPaths } from "./path.ts";
import { classGuardsOf, methodGuardsOf } from "./guards.ts";
import { controllerOf, isRouter, methodRoutesOf } from "./registry.ts";
import { Route } from "./route.ts";

/**
 * Returns the routes of a controller, its prefix joined: decorated methods, then fields that hold a
 * route. A class is instantiated.
 *
 * Throws TypeError `SPK_NO_ROUTES` where it has none, `SPK_NEEDS_INSTANCE` for a class whose
 * constructor takes arguments, `SPK_BAD_DECORATOR` for a static field that holds a route, for a field
 * that holds a Router and for a guarded method that has no route.
 */
export function routesOf(target: object): Declaration[] {
  const instance = isClass(target) ? instantiate(target) : target;
  const name = nameOf(instance);
  refuseStaticRoutes(instance, name);
  refuseRouters(instance, name);
  const { prefix, spec } = controllerOf(instance) ?? { prefix: "/", spec: {} };
  const guards = classGuardsOf(instance);
  const routes = [...decoratedRoutes(instance, name), ...fieldRoutes(instance, name)];
  if (routes.length === 0) throw noRoutes(name);
  return routes.map((route) => ({
    ...route,
    path: joinPaths(prefix, route.path),
    scopes: [spec],
    guards: route.guards.length === 0 ? guards : [...guards, ...route.guards],
  }));
}

function instantiate(target: new () => object): object {
  if (target.length === 0) return new target();
  throw new UsageError(
    "SPK_NEEDS_INSTANCE",
    `The constructor of ${target.name} takes arguments: pass an instance, as in register(new ${target.name}(...))`,
  );
}

function decoratedRoutes(instance: object, className: string): Declaration[] {
  const declarations: Declaration[] = [];
  const routesByName = methodRoutesOf(instance);
  const guardsByName = methodGuardsOf(instance);
  for (const name of guardsByName.keys()) {
    if (!routesByName.has(name)) throw strayGuard(name, className);
  }
  for (const [name, routes] of routesByName) {
    const label = `${className}.${String(name)}`;
    const handler = methodHandler(instance, name, label);
    const guards = guardsByName.get(name) ?? [];
    for (const { methods, path, spec } of routes) {
      declarations.push({ methods, path, spec, handler, label, scopes: [], guards });
    }
  }
  return declarations;
}

/** Reads the method at each call, so that what replaced it since is what answers. */
function methodHandler(instance: object, name: string | symbol, label: string): AnyHandler {
  // The decorator checked the method's type; only its name is left here.
  const methods = instance as Record<string | symbol, AnyHandler>;
  checkHandler(methods[name], label);
  return (context: AnyContext) => (methods[name] as AnyHandler)(context);
}

function fieldRoutes(instance: object, className: string): Declaration[] {
  return ownRoutes(instance).map(([name, { methods, path, spec, handler }]) => {
    return { methods, path, spec, handler, label: `${className}.${name}`, scopes: [], guards: [] };
  });
}

function refuseStaticRoutes(instance: object, className: string): void {
  for (let owner: unknown = instance.constructor; isClass(owner);) {
    const [field] = ownRoutes(owner);
    if (field !== undefined) {
      throw new UsageError(
        "SPK_BAD_DECORATOR",
        `${className}.${field[0]} is static and holds a route: remove "static"`,
      );
    }
    owner = Object.getPrototypeOf(owner);
  }
}

function refuseRouters(instance: object, className: string): void {
  for (const [name, value] of ownFields(instance)) {
    if (!isRouter(value)) continue;
    throw new UsageError(
      "SPK_BAD_DECORATOR",
      `${className}.${name} holds a Router, whose routes would count for nothing there: ` +
        "register() the Router itself, and keep it in a #private field if at all",
    );
  }
}

/** Returns the own fields that hold a route, by name. */
export function ownRoutes(target: object): [string, Route][] {
  return ownFields(target).filter((field): field is [string, Route] => field[1] instanceof Route);
}

/** Returns the own fields by name; getters are left alone. */
function ownFields(target: object): [string, unknown][] {
  return Reflect.ownKeys(target).map((name) => [
    String(name),
    Object.getOwnPropertyDescriptor(target, name)?.value,
  ]);
}

function nameOf(instance: object): string {
  return instance.constructor?.name || "Controller";
}

function noRoutes(name: string): UsageError {
  return new UsageError(
    "SPK_NO_ROUTES",
    `${name} has no routes: decorate a method as in @get("/"), or assign get("/")(handler) to a ` +
      "field. A Proxy, or a constructor that returns another object, hides them",
  );
}

function strayGuard(name: string | symbol, className: string): UsageError {
  return new UsageError(
    "SPK_BAD_DECORATOR",
    `@guard: "${String(name)}" of ${className} has no route: decorate it with a verb too`,
  );
}
