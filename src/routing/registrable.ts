import { UsageError } from "../http/usage_error.ts";
import { ownRoutes, routesOf } from "./controller.ts";
import { type Declaration, isClass } from "./declaration.ts";
import { classGuardsOf, methodGuardsOf } from "./guards.ts";
import { controllerOf, makerLabel, methodRoutesOf } from "./registry.ts";
import { Route } from "./route.ts";

/** How `register` registers. */
export interface RegisterOptions {
  /** Path in front of each route. Default: none. */
  readonly prefix?: string;
}

/** Says why a class was refused where a compile error shows it. */
export interface NeedsInstance {
  /** The message. */
  readonly "pass an instance: the constructor takes arguments": never;
}

/** Says why a function was refused where a compile error shows it. */
export interface NeedsPlugin {
  /** The message. */
  readonly "a function is a plugin: it takes a Router and returns nothing": never;
}

/** What `register` takes beside plugins: a class only where its constructor takes no arguments. */
export type Registrable<T> = T extends abstract new (...values: never) => object
  ? T extends new () => object ? T : NeedsInstance
  : T extends (...values: never) => unknown ? NeedsPlugin
  : T;

/**
 * Returns the routes of a standalone route or a controller.
 *
 * Throws TypeError `SPK_NOT_REGISTRABLE` for anything else, and as {@linkcode routesOf} does.
 */
export function declarationsOf(target: unknown): Declaration[] {
  if (target instanceof Route) {
    return [{ ...target, label: target.handler.name, scopes: [], guards: [] }];
  }
  if (Array.isArray(target)) throw notRegistrable("not a list: register each of them");
  if (target instanceof Promise) throw notRegistrable("not a promise: await it");
  if (isClass(target) || (typeof target === "object" && target !== null)) return routesOf(target);
  throw notRegistrable(`not ${String(target)}`);
}

/**
 * Tells plugins: functions that are no class. Throws TypeError `SPK_NOT_REGISTRABLE` for a verb that
 * has not got its handler yet.
 */
export function isPlugin(target: unknown): target is (...values: never) => unknown {
  if (typeof target !== "function" || isClass(target)) return false;
  const maker = makerLabel(target);
  if (maker !== undefined) throw notRegistrable(`not ${maker} alone: call it with its handler`);
  return true;
}

/**
 * Throws TypeError `SPK_BAD_DECORATOR` for a Router that is written like a controller: its decorators,
 * and the routes in its fields, would count for nothing.
 */
export function checkNoController(router: object): void {
  const [field] = ownRoutes(router);
  if (field !== undefined) {
    throw new UsageError(
      "SPK_BAD_DECORATOR",
      `${router.constructor.name} is a Router, and its field "${
        field[0]
      }" holds a route, which is ` +
        "for controllers: register the route",
    );
  }
  const isGuarded = classGuardsOf(router).length > 0 || methodGuardsOf(router).size > 0;
  const hasRoutes = controllerOf(router) !== undefined || methodRoutesOf(router).size > 0;
  if (!isGuarded && !hasRoutes) return;
  throw new UsageError(
    "SPK_BAD_DECORATOR",
    `${router.constructor.name} is a Router and has decorators, which are for controllers: move ` +
      "what they decorate to a class of its own, and register that",
  );
}

/** Makes the error for what cannot be registered; `fault` goes on after what can be. */
export function notRegistrable(fault: string): UsageError {
  return new UsageError(
    "SPK_NOT_REGISTRABLE",
    `register() takes a route, as get("/")(handler) makes it, a controller, a Router or a plugin, ${fault}`,
  );
}
