import type { AnyHandler } from "../http/handler.ts";
import type { Guard } from "../http/hooks.ts";
import { UsageError } from "../http/usage_error.ts";
import type { SharedSpec } from "./shared_spec.ts";
import { checkSpec, type RouteSpec } from "./spec.ts";

/** A route as it was declared in a scope, its spec checked. */
export interface Declaration {
  /** Upper case; `*` stands for every method. */
  readonly methods: readonly string[];
  /** Path in its scope, the prefix of its controller included. */
  readonly path: string;
  /** What it declares beside method and path. */
  readonly spec: RouteSpec;
  /** What answers. */
  readonly handler: AnyHandler;
  /** Name of the handler in the program: `Users.find`; empty where it has none. */
  readonly label: string;
  /** What the scopes around it declare for it, outermost first. */
  readonly scopes: readonly SharedSpec[];
  /** Those of the class before those of the method. */
  readonly guards: readonly Guard[];
}

/** Returns methods and path, as in `GET /users/:id`; `method` picks one of several. */
export function addressOf({ methods, path }: Declaration, method?: string): string {
  return `${method ?? methods.join(",")} ${path}`;
}

/** Returns the address with the handler's label, as in `GET /users/:id (Users.find)`. */
export function sourceOf(declaration: Declaration, method?: string): string {
  const address = addressOf(declaration, method);
  return declaration.label === "" ? address : `${address} (${declaration.label})`;
}

/** Tells whether a function is a class: only there `prototype` is not writable. */
export function isClass(value: unknown): value is new (...values: unknown[]) => object {
  return typeof value === "function" &&
    Object.getOwnPropertyDescriptor(value, "prototype")?.writable === false;
}

/**
 * Returns the value as a handler. Throws TypeError `SPK_BAD_HANDLER` where it is no function or a
 * class; `owner` names the route.
 */
export function checkHandler(value: unknown, owner: string): AnyHandler {
  if (isClass(value)) {
    throw badHandler(owner, "is a class: pass a function, or the class to register()");
  }
  if (typeof value !== "function") {
    throw badHandler(owner, `is ${describe(value)}: pass a function, after the options if any`);
  }
  // Its types were checked against the route's where they were known.
  return value as AnyHandler;
}

/**
 * Reads what stands behind the path of a route: its options, if any, and one handler. Throws
 * TypeError `SPK_BAD_HANDLER`, and as {@linkcode checkSpec} does; `owner` names the route.
 */
export function readRoute(
  values: readonly unknown[],
  owner: string,
): Pick<Declaration, "spec" | "handler"> {
  const [spec, value] = values.length > 1 ? values : [{}, values[0]];
  if (values.filter((value) => typeof value === "function").length > 1) {
    throw badHandler(owner, "is not the only one: add what runs before it by use() of its scope");
  }
  const handler = checkHandler(value, owner);
  return { spec: checkSpec(spec, owner), handler };
}

function describe(value: unknown): string {
  return value === null || value === undefined ? String(value) : `of type ${typeof value}`;
}

function badHandler(owner: string, fault: string): UsageError {
  return new UsageError("SPK_BAD_HANDLER", `The handler of ${owner} ${fault}`);
}
