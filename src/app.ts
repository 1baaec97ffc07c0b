/**
 * The app: routes and error handlers, and a server that runs them.
 *
 * @module
 */

import type { AnyHandler, MaybePromise } from "./http/handler.ts";
import { UsageError } from "./http/usage_error.ts";
import type { OpenApiDocument } from "./openapi/mod.ts";
import { checkHandler } from "./routing/declaration.ts";
import { duplicateHandler } from "./routing/error_handlers.ts";
import { Router, setupOf } from "./routing/router.ts";
import { type AppSettings, readAppOptions, type SpikardOptions } from "./server/app_options.ts";
import { describe, documentText } from "./server/description.ts";
import { Launcher } from "./server/launcher.ts";
import { listen, serveInProcess } from "./server/listen.ts";
import type { CloseOptions, ListenOptions, ServerOptions } from "./server/options.ts";
import { checkFreePaths } from "./server/own_paths.ts";
import type { ServedApp } from "./server/served_app.ts";
import type { InProcessServer, Server } from "./server/server.ts";
import { checkRunOptions } from "./server/run_settings.ts";
import { addAdopt, currentAdopt } from "./server/tool_mode.ts";

export { VERSION } from "./server/version.ts";

/** A Spikard app, for code that takes one. */
export type SpikardApp = Spikard;

/** Set by the class, which alone knows what its apps serve. */
let connect: (app: Spikard) => Promise<InProcessServer>;

/**
 * Collects routes and serves them.
 *
 * Registration ends when the app first starts; `listen()` and `run()` may follow a `close()`.
 *
 * @example
 * ```ts
 * const app = new Spikard();
 * app.get("/users/:id", ({ params }) => ({ id: params.id }));
 * await app.run({ port: 8000 });
 * ```
 */
export class Spikard extends Router {
  readonly #settings: AppSettings;
  readonly #launcher: Launcher = new Launcher(() => this.#prepare(), listen);
  #notFound: AnyHandler | undefined;
  #document: string | undefined;

  static {
    connect = async (app) => serveInProcess(await app.#prepare());
  }

  /** Makes an app without routes. Throws TypeError `SPK_UNKNOWN_OPTION` and `SPK_BAD_OPTION`. */
  constructor(options: SpikardOptions = {}) {
    super();
    setupOf(this).becomeRoot();
    this.#settings = readAppOptions(options);
  }

  /**
   * Answers requests that no route takes, 404 unless the handler says otherwise.
   *
   * @example
   * ```ts
   * app.notFound(({ path }) => ({ error: "not found", path }));
   * ```
   */
  notFound(handler: AnyHandler): this {
    setupOf(this).checkOpen("notFound()");
    if (this.#notFound !== undefined) throw duplicateHandler("notFound()");
    this.#notFound = checkHandler(handler, "notFound()");
    return this;
  }

  /**
   * Waits for the asynchronous plugins registered so far, without starting or ending registration.
   * Rejects with `SPK_PLUGIN_FAILED` and `SPK_PLUGIN_TIMEOUT` as `listen()` does, which waits itself.
   *
   * @example
   * ```ts
   * const app = new Spikard().register(async (scope) => void scope.get("/", () => 1));
   * await app.ready();
   * app.routes.length; // 1
   * ```
   */
  async ready(): Promise<void> {
    await setupOf(this).ready(this.#settings.pluginTimeout);
  }

  /**
   * Describes the app in OpenAPI 3.1, whether the document is served or not: the routes registered so
   * far, those of asynchronous plugins too.
   *
   * Throws TypeError `SPK_PLUGIN_PENDING` before they have finished, `SPK_DUPLICATE_OPERATION`,
   * `SPK_DUPLICATE_SCHEMA` and `SPK_UNKNOWN_SECURITY`, and for routes as `listen()` rejects. What the
   * document has to leave open is logged.
   *
   * @example
   * ```ts
   * const { paths } = new Spikard().get("/users/:id", () => "").openapi();
   * Object.keys(paths); // ["/users/{id}"]
   * ```
   */
  openapi(): OpenApiDocument {
    const setup = setupOf(this);
    if (setup.isPending) throw pluginPending();
    return describe(setup.build(), this.#settings);
  }

  /**
   * Starts serving, without banner and signals. Resolves once the server is bound.
   *
   * Waits for asynchronous plugins first, and rejects with `SPK_PLUGIN_FAILED` where one fails: the
   * app is half set up then and cannot start any more, so make a new one. Where one takes longer than
   * `pluginTimeout`, rejects with `SPK_PLUGIN_TIMEOUT`. Rejects with
   * `SPK_NO_ROUTES`, `SPK_DUPLICATE_ROUTE` and `SPK_UNUSED_SCOPE`, and as `openapi()` throws, which
   * leave registration open; with `SPK_ALREADY_RUNNING`, `SPK_PERMISSION` (Deno), for options as the
   * constructor does, and with the `code` of the system where the address cannot be bound.
   *
   * @example
   * ```ts
   * await using server = await app.listen({ port: 0 });
   * await fetch(server.url);
   * ```
   */
  listen(options: ListenOptions = {}): Promise<Server> {
    return this.#launcher.listen(options);
  }

  /**
   * Serves until a signal or `close()` stops it: the whole program in one call. HOST and PORT of the
   * environment stand in for absent options where reading them is permitted.
   *
   * Resolves when the server has stopped; rejects as `listen()` does. Where a tool has imported the
   * file, it checks the options, hands the app to the tool and resolves at once, without binding.
   */
  async run(options: ServerOptions = {}): Promise<void> {
    const adopt = currentAdopt();
    if (adopt === undefined) return await this.#launcher.run(options);
    checkRunOptions(options);
    adopt(this, options);
  }

  /** Closes what the app runs, as `Server.close` does; options are checked where nothing runs too. */
  close(options: CloseOptions = {}): Promise<void> {
    return this.#launcher.close(options);
  }

  #prepare(): MaybePromise<ServedApp> {
    return setupOf(this).ready(this.#settings.pluginTimeout)?.then(() => this.#serve()) ??
      this.#serve();
  }

  #serve(): ServedApp {
    const [setup, settings] = [setupOf(this), this.#settings];
    const built = setup.build();
    if (this.#notFound === undefined && built.routes.length === 0) throw nothingToServe();
    checkFreePaths(settings, built.routes);
    const document = this.#document ?? documentText(built, settings);
    const table = setup.freeze();
    this.#document = document;
    return { settings, table, document, notFound: this.#notFound };
  }
}

/**
 * Serves an app within this process, whatever else serves it: for the test client. Rejects as
 * `listen()` does for an app that cannot start.
 */
export function connectInProcess(app: Spikard): Promise<InProcessServer> {
  return connect(app);
}

/** Runs an app: `runServer(app, options)` is `app.run(options)`. */
export function runServer(app: SpikardApp, options: ServerOptions = {}): Promise<void> {
  return app.run(options);
}

/**
 * Makes `run()` hand each app to `adopt` instead of serving it, in the whole process, until the
 * returned function is called: for tools, which call it before they import the file of an app. Of
 * several at a time the last one gets the apps; they may end in any order.
 */
export function adoptApps(adopt: (app: Spikard, options: ServerOptions) => void): () => void {
  // Only run() calls it, with its app.
  return addAdopt((app, options) => adopt(app as Spikard, options));
}

function nothingToServe(): UsageError {
  return new UsageError(
    "SPK_NO_ROUTES",
    "nothing is registered. Use app.get(...), or app.register(...) for decorated classes and " +
      "standalone routes",
  );
}

function pluginPending(): UsageError {
  return new UsageError(
    "SPK_PLUGIN_PENDING",
    "a plugin of the app has not finished, and its routes would be missing from the document. " +
      "Write `await app.ready()` before app.openapi()",
  );
}
