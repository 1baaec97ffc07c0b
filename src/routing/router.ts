import type { AnyHandler } from "../http/handler.ts";
import { UsageError } from "../http/usage_error.ts";
import { routesOf } from "./controller.ts";
import { addressOf, checkHandler, type Declaration, isClass } from "./declaration.ts";
import type { RouterRoute, RouterVerb } from "./maker.ts";
import type { RouteMetadata } from "./metadata.ts";
import { ANY_METHOD, checkMethods } from "./method.ts";
import { checkOptions } from "../http/options.ts";
import { checkPrefix, joinPaths, parsePath } from "./path.ts";
import { Route } from "./route.ts";
import { checkSpec } from "./spec.ts";
import { buildTable, type RouteTable } from "./table.ts";

/** How {@linkcode Router.register} registers. */
export interface RegisterOptions {
  /** Path in front of each route. Default: none. */
  readonly prefix?: string;
}

/** Says why a class was refused where a compile error shows it. */
export interface NeedsInstance {
  /** The message. */
  readonly "pass an instance: the constructor takes arguments": never;
}

/** What `register` takes: a class only where its constructor takes no arguments. */
export type Registrable<T> = T extends abstract new (...values: never) => object
  ? T extends new () => object ? T : NeedsInstance
  : T;

/** Collects routes. An app is one; its routes are checked and numbered when it starts. */
export class Router {
  readonly #declarations: Declaration[] = [];
  #table: RouteTable | undefined;
  #isFrozen = false;

  /** Adds a route for GET, and for HEAD where no route of its own answers that. */
  readonly get: RouterVerb<this> = this.#verb("GET");
  /** Adds a route for POST. */
  readonly post: RouterVerb<this> = this.#verb("POST");
  /** Adds a route for PUT. */
  readonly put: RouterVerb<this> = this.#verb("PUT");
  /** Adds a route for PATCH. */
  readonly patch: RouterVerb<this> = this.#verb("PATCH");
  /** Adds a route for DELETE. */
  readonly del: RouterVerb<this> = this.#verb("DELETE");
  /** Adds a route for HEAD. */
  readonly head: RouterVerb<this> = this.#verb("HEAD");
  /** Adds a route for OPTIONS. */
  readonly options: RouterVerb<this> = this.#verb("OPTIONS");
  /** Adds a route for QUERY: safe like GET, with a body. */
  readonly query: RouterVerb<this> = this.#verb("QUERY");
  /** Adds a route for every method that has none of its own at this path. */
  readonly all: RouterVerb<this> = this.#verb(ANY_METHOD);
  /** Adds a route for the given methods, in upper case. */
  readonly route: RouterRoute<this> = (
    methods: string | readonly string[],
    path: string,
    ...rest: readonly unknown[]
  ) => this.#add(checkMethods(methods), path, rest);

  /** What is registered, in order. */
  get routes(): readonly RouteMetadata[] {
    return this.#build().routes.map(({ metadata }) => metadata);
  }

  /** Handlers by route name, in order. */
  get handlers(): ReadonlyMap<string, AnyHandler> {
    return this.#build().handlers;
  }

  /**
   * Registers a standalone route, or a controller: a class whose constructor takes no arguments, or
   * an instance.
   *
   * @example
   * ```ts
   * app.register(get("/")(() => "root"));
   * app.register(new Users(db), { prefix: "/v1" });
   * ```
   */
  register<X extends object>(target: X & Registrable<X>, options: RegisterOptions = {}): this {
    checkOptions(options, { owner: "register()", keys: ["prefix"] });
    const prefix = checkPrefix(options.prefix ?? "/");
    for (const declaration of declarationsOf(target)) {
      this.#declare({ ...declaration, path: joinPaths(prefix, declaration.path) });
    }
    return this;
  }

  /**
   * Ends registration and returns the table; later additions throw `SPK_FROZEN`.
   *
   * @internal
   */
  protected freeze(): RouteTable {
    const table = this.#build();
    this.#isFrozen = true;
    return table;
  }

  #verb(method: string): RouterVerb<this> {
    return (path: string, ...rest: readonly unknown[]) => this.#add([method], path, rest);
  }

  #add(methods: readonly string[], path: string, rest: readonly unknown[]): this {
    const owner = `${methods.join(",")} ${path}`;
    const [spec, value] = rest.length > 1 ? rest : [{}, rest[0]];
    const handler = checkHandler(value, owner);
    return this.#declare({
      methods,
      path,
      spec: checkSpec(spec, owner),
      handler,
      label: handler.name,
    });
  }

  #declare(declaration: Declaration): this {
    if (this.#isFrozen) {
      throw new UsageError(
        "SPK_FROZEN",
        `${addressOf(declaration)} was added after the app started: register it before`,
      );
    }
    parsePath(declaration.path);
    this.#table = undefined;
    this.#declarations.push(declaration);
    return this;
  }

  #build(): RouteTable {
    return this.#table ??= buildTable(this.#declarations);
  }
}

function declarationsOf(target: unknown): Declaration[] {
  if (target instanceof Route) return [{ ...target, label: target.handler.name }];
  if (isClass(target)) return routesOf(target);
  if (typeof target !== "object" || target === null) throw notRegistrable(describe(target));
  if (target instanceof Router) throw notRegistrable("a Router");
  return routesOf(target);
}

function describe(target: unknown): string {
  return typeof target === "function" ? `the function "${target.name}"` : String(target);
}

function notRegistrable(what: string): UsageError {
  return new UsageError(
    "SPK_NOT_REGISTRABLE",
    `register() takes a route, as get("/")(handler) makes it, or a controller, not ${what}`,
  );
}
