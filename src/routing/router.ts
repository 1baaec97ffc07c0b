import type { AnyHandler, ErrorHandler, MaybePromise } from "../http/handler.ts";
import type { HookName, Layer } from "../http/hooks.ts";
import { checkOptions } from "../http/options.ts";
import { type Declaration, isClass, readRoute } from "./declaration.ts";
import { addErrorHandler, type ErrorClass } from "./error_handlers.ts";
import { checkFunction, checkLayer } from "./layer_check.ts";
import { nestLayers, NO_LAYERS } from "./layers.ts";
import type { AddHook, RouterRoute, RouterVerb } from "./maker.ts";
import type { RouteMetadata } from "./metadata.ts";
import { ANY_METHOD, checkMethods } from "./method.ts";
import { checkPrefix, joinPaths } from "./path.ts";
import { followPlugin } from "./plugin.ts";
import {
  checkNoController,
  declarationsOf,
  isPlugin,
  notRegistrable,
  type RegisterOptions,
  type Registrable,
} from "./registrable.ts";
import { recordRouter } from "./registry.ts";
import { type NestedScope, Scope } from "./scope.ts";
import { buildTable, type RouteTable } from "./table.ts";

/**
 * Sets up a scope of its own: a function of the scope and of whatever options it asks for. What it
 * adds there holds for that scope only; an asynchronous one is awaited when the app starts.
 */
export type Plugin<O> = (scope: Router, options: O) => MaybePromise<Router | void>;

/** A plugin once its types have done their work. */
type AnyPlugin = (scope: Router, options: object) => unknown;

/** What stands behind a plugin in `register`: its options, where it needs any, and a prefix. */
export type PluginOptions<O> = object extends NonNullable<O>
  ? [options?: NonNullable<O> & RegisterOptions]
  : [options: NonNullable<O> & RegisterOptions];

/**
 * A scope: routes, what surrounds them, and scopes below it. An app is the outermost one.
 *
 * Middleware, hooks and error handlers hold for all routes of their scope and of the scopes below,
 * whatever the order of registration, and for no others. A scope may be filled until its app starts;
 * then its routes are checked and numbered.
 *
 * @example
 * ```ts
 * const admin = new Router();
 * admin.preHandler(({ header }) => {
 *   if (header("authorization") === undefined) throw new Unauthorized();
 * });
 * admin.get("/stats", () => ({ users: 3 }));
 * app.register(admin, { prefix: "/admin" });
 * ```
 */
export class Router {
  readonly #scope: Scope = new Scope();
  #table: RouteTable | undefined;
  /**
   * Whether this is the scope of an app, which stands in no other.
   *
   * @internal
   */
  protected get isApp(): boolean {
    return false;
  }

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

  /** Adds a hook that runs before anything of a request is read; a value it returns answers. */
  readonly onRequest: AddHook<"onRequest", this> = this.#hook("onRequest");
  /** Adds a hook that runs before inputs are validated; a value it returns answers. */
  readonly preValidation: AddHook<"preValidation", this> = this.#hook("preValidation");
  /** Adds a hook that runs before middleware and handler; a value it returns answers. */
  readonly preHandler: AddHook<"preHandler", this> = this.#hook("preHandler");
  /** Adds a hook that may change a reply, or return another value to send in its place. */
  readonly onSend: AddHook<"onSend", this> = this.#hook("onSend");
  /** Adds a hook that is told what became of a reply. */
  readonly onResponse: AddHook<"onResponse", this> = this.#hook("onResponse");

  /** Makes a scope that holds nothing. */
  constructor() {
    if (!this.isApp) recordRouter(this);
  }

  /** What is registered, in order, scopes below included. */
  get routes(): readonly RouteMetadata[] {
    return this.build().routes.map(({ metadata }) => metadata);
  }

  /** Handlers by route name, in order. */
  get handlers(): ReadonlyMap<string, AnyHandler> {
    return this.build().handlers;
  }

  /**
   * Adds middleware, the first outermost: each gets the Context and `next`, and returns the result
   * of `next()` or its own value. Sets of hooks, as `requestId()` makes one, are added by name.
   *
   * @example
   * ```ts
   * app.use(async ({ set }, next) => {
   *   const value = await next();
   *   set.header("x-served-by", "spikard");
   *   return value;
   * });
   * ```
   */
  use(...layers: readonly Layer[]): this {
    this.#scope.checkOpen("use()");
    layers.forEach(checkLayer);
    for (const layer of layers) this.#scope.surround(layer);
    return this;
  }

  /**
   * Answers errors of a class, the most derived class first; without one, whatever no other handler
   * takes. The handlers of the nearest scope are asked first. What a handler returns is sent with
   * the status of the error, unless it says otherwise; returning nothing leaves the usual problem,
   * and throwing an HttpError answers with that.
   *
   * An error that a handler for its class takes counts as expected and is not logged.
   *
   * @example
   * ```ts
   * app.onError(OutOfStock, ({ isbn }) => status(409, { error: "out of stock", isbn }));
   * app.onError((error, { id }) => ({ error: "internal", requestId: id }));
   * ```
   */
  onError<E>(type: ErrorClass<E>, handler: ErrorHandler<E>): this;
  /** Answers whatever no handler for a class takes. */
  onError(handler: ErrorHandler): this;
  onError(...values: readonly [unknown, unknown?]): this {
    this.#scope.checkOpen("onError()");
    addErrorHandler(this.#scope.errorHandlers, values);
    return this;
  }

  /**
   * Registers a plugin: runs it with a new scope below this one, and with its options but for
   * `prefix`. Its name is that of the function, for messages.
   *
   * `listen()` and `run()` await asynchronous plugins, and reject with a {@linkcode PluginError}
   * where one rejects; what a synchronous one throws is thrown here.
   *
   * @example
   * ```ts
   * function greetings(scope: Router, { greeting }: { greeting: string }) {
   *   scope.get("/:name", ({ params }) => `${greeting} ${params.name}`);
   * }
   * app.register(greetings, { prefix: "/hello", greeting: "Hello" });
   * ```
   */
  register<O = RegisterOptions>(
    plugin: Plugin<O>,
    ...options: PluginOptions<NoInfer<O>>
  ): this;
  /**
   * Registers a standalone route, a Router, or a controller: a class whose constructor takes no
   * arguments, or an instance.
   *
   * @example
   * ```ts
   * app.register(get("/")(() => "root"));
   * app.register(new Users(db), { prefix: "/v1" });
   * ```
   */
  register<X extends object>(target: X & Registrable<X>, options?: RegisterOptions): this;
  register(target: unknown, options: RegisterOptions = {}): this {
    // A plugin says itself what it takes, and the types have checked what is given.
    const keys = isPlugin(target) ? Object.keys({ ...options }) : ["prefix"];
    checkOptions(options, { owner: "register()", keys });
    const path = checkPrefix(options.prefix ?? "/");
    if (isPlugin(target)) this.#plug(target as AnyPlugin, path, options);
    else if (target instanceof Router) this.#nest(target, path);
    else if (isRouterClass(target)) throw notRegistrable("not the class of one: pass an instance");
    else this.#scope.declare(...declarationsOf(target).map((route) => below(path, route)));
    return this;
  }

  /**
   * Waits for the plugins of this scope and those below; undefined where none is at work.
   *
   * @internal
   */
  protected ready(): Promise<void> | undefined {
    const plugin = this.#scope.pendingPlugin();
    return plugin?.finished.then(() => this.ready());
  }

  /**
   * Throws TypeError `SPK_FROZEN` once the app has started; `owner` was called.
   *
   * @internal
   */
  protected checkOpen(owner: string): void {
    this.#scope.checkOpen(owner);
  }

  /**
   * Returns the table of what is registered. Throws TypeError `SPK_DUPLICATE_ROUTE`,
   * `SPK_DUPLICATE_NAME` and `SPK_BAD_PATH`.
   *
   * @internal
   */
  protected build(): RouteTable {
    if (this.#table !== undefined) return this.#table;
    const layers = nestLayers(NO_LAYERS, this.#scope);
    return buildTable(this.#scope.flatten({ prefix: "/", layers }), layers);
  }

  /**
   * Ends registration and returns the table; later additions throw `SPK_FROZEN`. Throws TypeError
   * `SPK_UNUSED_SCOPE` where a plugin has added layers and no route.
   *
   * @internal
   */
  protected freeze(): RouteTable {
    checkNoController(this);
    const table = this.build();
    this.#scope.checkPlugins();
    this.#scope.freeze();
    return this.#table = table;
  }

  #verb(method: string): RouterVerb<this> {
    return (path: string, ...rest: readonly unknown[]) => this.#add([method], path, rest);
  }

  #hook<Name extends HookName>(name: Name): AddHook<Name, this> {
    return (hook) => {
      this.#scope.checkOpen(`${name}()`);
      checkFunction(hook, `${name}()`);
      this.#scope.hooks[name].push(hook);
      return this;
    };
  }

  #add(methods: readonly string[], path: string, rest: readonly unknown[]): this {
    const owner = `${methods.join(",")} ${path}`;
    const { spec, handler } = readRoute(rest, owner);
    this.#scope.declare({ methods, path, spec, handler, label: handler.name, guards: [] });
    return this;
  }

  #nest(router: Router, path: string): void {
    if (router.isApp) throw notRegistrable("not an app: make it a Router");
    checkNoController(router);
    this.#scope.nest({ scope: router.#scope, path });
  }

  #plug(plugin: AnyPlugin, path: string, options: RegisterOptions): void {
    const { prefix: _, ...own } = options;
    const name = plugin.name || "anonymous";
    const router = new Router();
    const nested: NestedScope = { scope: router.#scope, path, filledBy: name };
    this.#scope.nest(nested);
    try {
      nested.plugin = followPlugin(name, { result: plugin(router, own), scope: router });
    } catch (error) {
      this.#scope.remove(nested);
      throw error;
    }
  }
}

function isRouterClass(target: unknown): boolean {
  return isClass(target) && (target === Router || target.prototype instanceof Router);
}

function below(prefix: string, route: Declaration): Declaration {
  return { ...route, path: joinPaths(prefix, route.path) };
}
