import type { AnyContext } from "../http/context.ts";
import type { AnyHandler, ErrorHandler, MaybePromise } from "../http/handler.ts";
import type { HookName, Layer } from "../http/hooks.ts";
import { checkOptions } from "../http/options.ts";
import { ValidationError } from "../http/validation_error.ts";
import { checkHandler, isClass } from "./declaration.ts";
import type { ErrorClass, ValidationErrorHandler } from "./error_handlers.ts";
import type { AddHook, RouterRoute, RouterVerb } from "./maker.ts";
import type { RouteMetadata } from "./metadata.ts";
import { ANY_METHOD, checkMethods } from "./method.ts";
import { checkPrefix } from "./path.ts";
import { isPlugin, notRegistrable, type RegisterOptions, type Registrable } from "./registrable.ts";
import { Setup } from "./setup.ts";
import { checkScopeSpec, type SharedSpec } from "./shared_spec.ts";

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

/** Set by the class, which alone knows what its Routers hold. */
let readSetup: (router: Router) => Setup;

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
  // Nothing of it has a name here, which the class of a user could take.
  readonly #setup: Setup;

  static {
    readSetup = (router) => router.#setup;
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

  /**
   * Makes a scope, and declares schemas, tags and security for all its routes. Throws TypeError
   * `SPK_UNKNOWN_OPTION`, `SPK_NO_SCHEMA` and `SPK_BAD_OPTION`.
   */
  constructor(spec: SharedSpec = {}) {
    this.#setup = new Setup(this, checkScopeSpec(spec, "new Router()"));
  }

  /** What is registered, in order, scopes below included. */
  get routes(): readonly RouteMetadata[] {
    return this.#setup.build().routes.map(({ metadata }) => metadata);
  }

  /** Handlers by route name, in order. */
  get handlers(): ReadonlyMap<string, AnyHandler> {
    return this.#setup.build().handlers;
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
    this.#setup.addLayers(layers);
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
    this.#setup.addErrorHandler(values);
    return this;
  }

  /**
   * Answers requests whose inputs do not meet their schemas, in place of the usual list: with what the
   * handler returns, and 422 unless it says otherwise.
   *
   * @example
   * ```ts
   * app.onValidationError((issues) => ({ errors: issues.map(({ loc, msg }) => `${loc}: ${msg}`) }));
   * ```
   */
  onValidationError(handler: ValidationErrorHandler): this {
    const owner = "onValidationError()";
    checkHandler(handler, owner);
    const answer = ({ issues }: ValidationError, context: AnyContext) => handler(issues, context);
    this.#setup.addErrorHandler([ValidationError, answer], owner);
    return this;
  }

  /**
   * Registers a plugin: runs it with a new scope below this one, and with its options but for
   * `prefix`. Its name is that of the function, for messages.
   *
   * `listen()` and `run()` await asynchronous plugins one after the other, and reject with a
   * {@linkcode PluginError} where one rejects or takes longer than `pluginTimeout` of the app. What a
   * synchronous one throws is thrown here.
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
    else if (target instanceof Router) this.#setup.nest(target.#setup, path);
    else if (isRouterClass(target)) throw notRegistrable("not the class of one: pass an instance");
    else this.#setup.declare(target, path);
    return this;
  }

  #verb(method: string): RouterVerb<this> {
    return (path: string, ...rest: readonly unknown[]) => this.#add([method], path, rest);
  }

  #hook<Name extends HookName>(name: Name): AddHook<Name, this> {
    return (hook) => {
      this.#setup.addHook(name, hook);
      return this;
    };
  }

  #add(methods: readonly string[], path: string, rest: readonly unknown[]): this {
    this.#setup.addRoute(methods, path, rest);
    return this;
  }

  #plug(plugin: AnyPlugin, path: string, options: RegisterOptions): void {
    const { prefix: _, ...own } = options;
    const scope = new Router();
    const name = plugin.name || "anonymous";
    this.#setup.plug({ name, path, scope: scope.#setup, run: () => plugin(scope, own) });
  }
}

/** Returns what a Router has set up: for those who serve it. */
export function setupOf(router: Router): Setup {
  return readSetup(router);
}

function isRouterClass(target: unknown): boolean {
  return isClass(target) && (target === Router || target.prototype instanceof Router);
}
