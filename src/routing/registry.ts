import type { SharedSpec } from "./shared_spec.ts";
import type { RouteSpec } from "./spec.ts";

/** A route that a decorator recorded for a method. */
export interface MethodRoute {
  readonly name: string | symbol;
  /** Identity of the class body the decorator stands in. */
  readonly owner: object;
  readonly methods: readonly string[];
  readonly path: string;
  readonly spec: RouteSpec;
}

/** What `controller()` recorded for a class. */
export interface ControllerSettings {
  readonly prefix: string;
  readonly spec: SharedSpec;
}

const methodRoutes = new WeakMap<object, MethodRoute[]>();
const controllers = new WeakMap<object, ControllerSettings>();
const makers = new WeakMap<object, string>();
const routers = new WeakSet<object>();

/** Records a route of an instance; decorators do so while the instance is made. */
export function recordMethodRoute(instance: object, route: MethodRoute): void {
  const routes = methodRoutes.get(instance);
  if (routes === undefined) methodRoutes.set(instance, [route]);
  else routes.push(route);
}

/** Records the settings of a class. */
export function recordController(target: object, settings: ControllerSettings): void {
  controllers.set(prototypeOf(target), settings);
}

/** Records what a verb returned, by the text it was called with. */
export function recordMaker(maker: object, label: string): void {
  makers.set(maker, label);
}

/** Returns how a maker was made, as in `get("/")`; undefined for anything else. */
export function makerLabel(value: object): string | undefined {
  return makers.get(value);
}

/** Records a Router, which can be registered. */
export function recordRouter(router: object): void {
  routers.add(router);
}

/** Takes that back: it is an app. */
export function forgetRouter(router: object): void {
  routers.delete(router);
}

/** Tells whether a value is a recorded Router. */
export function isRouter(value: unknown): boolean {
  return typeof value === "object" && value !== null && routers.has(value);
}

/**
 * Returns the recorded routes of an instance by method. Those of one method stand in the order of
 * their lines; where a subclass decorates a method again, only its routes count.
 */
export function methodRoutesOf(instance: object): ReadonlyMap<string | symbol, MethodRoute[]> {
  const byName = new Map<string | symbol, MethodRoute[]>();
  for (const route of methodRoutes.get(instance) ?? []) {
    const routes = byName.get(route.name);
    // Decorators run from the lowest line up.
    if (routes === undefined) byName.set(route.name, [route]);
    else if (routes[0]?.owner === route.owner || !isRedefined(instance, route.name)) {
      routes.unshift(route);
    } else byName.set(route.name, [route]);
  }
  return byName;
}

/** Returns the settings of the nearest class in the chain that has any. */
export function controllerOf(instance: object): ControllerSettings | undefined {
  for (const prototype of prototypesOf(instance)) {
    const settings = controllers.get(prototype);
    if (settings !== undefined) return settings;
  }
  return undefined;
}

function isRedefined(instance: object, name: string | symbol): boolean {
  return prototypesOf(instance).filter((prototype) => Object.hasOwn(prototype, name)).length > 1;
}

/** Returns the prototype of a class: what its instances show of it, be it behind a Proxy. */
export function prototypeOf(target: object): object {
  const prototype: unknown = Reflect.get(target, "prototype");
  return typeof prototype === "object" && prototype !== null ? prototype : target;
}

/** Returns the prototypes of an instance, the nearest first. */
export function prototypesOf(instance: object): object[] {
  const chain: object[] = [];
  let prototype: unknown = Object.getPrototypeOf(instance);
  while (typeof prototype === "object" && prototype !== null) {
    chain.push(prototype);
    prototype = Object.getPrototypeOf(prototype);
  }
  return chain;
}
