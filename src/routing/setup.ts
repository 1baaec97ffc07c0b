import type { HookFunctions, HookName, Layer } from "../http/hooks.ts";
import { mergeAnswerHeaders } from "./answer_headers.ts";
import { type Declaration, readRoute } from "./declaration.ts";
import { addErrorHandler } from "./error_handlers.ts";
import { checkFunction, checkLayer } from "./layer_check.ts";
import { nestLayers, NO_LAYERS } from "./layers.ts";
import { joinPaths } from "./path.ts";
import { followPlugin } from "./plugin.ts";
import { checkNoController, declarationsOf, notRegistrable } from "./registrable.ts";
import { forgetRouter, recordRouter } from "./registry.ts";
import { type NestedScope, Scope } from "./scope.ts";
import type { SharedSpec } from "./shared_spec.ts";
import { buildTable, type RouteTable } from "./table.ts";

/** A plugin that is to be run. */
export interface PluginCall {
  /** For messages. */
  readonly name: string;
  /** Prefix of what it adds. */
  readonly path: string;
  /** What it fills. */
  readonly scope: Setup;
  /** Calls it with its scope and its options. */
  readonly run: () => unknown;
}

/** What is registered in one Router, and the way from there to the table of an app. */
export class Setup {
  readonly #scope: Scope;
  readonly #router: object;
  #isRoot = false;
  #table: RouteTable | undefined;

  /** Takes the Router that it belongs to, and what that declares for its routes. */
  constructor(router: object, spec: SharedSpec) {
    this.#scope = new Scope(spec);
    this.#router = router;
    recordRouter(router);
  }

  /** Makes its Router an app, which stands in no other scope. */
  becomeRoot(): void {
    this.#isRoot = true;
    forgetRouter(this.#router);
  }

  /** Throws TypeError `SPK_FROZEN` once the app has started; `owner` was called. */
  checkOpen(owner: string): void {
    this.#scope.checkOpen(owner);
  }

  /** Adds a route for each method; `rest` is what stood behind its path. */
  addRoute(methods: readonly string[], path: string, rest: readonly unknown[]): void {
    const { spec, handler } = readRoute(rest, `${methods.join(",")} ${path}`);
    const { name: label } = handler;
    this.#scope.declare({ methods, path, spec, handler, label, scopes: [], guards: [] });
  }

  /** Adds a hook. */
  addHook<Name extends HookName>(name: Name, hook: HookFunctions[Name]): void {
    this.checkOpen(`${name}()`);
    checkFunction(hook, `${name}()`);
    this.#scope.hooks[name].push(hook);
  }

  /** Adds layers, all or none. */
  addLayers(layers: readonly Layer[]): void {
    this.checkOpen("use()");
    layers.forEach(checkLayer);
    for (const layer of layers) this.#scope.surround(layer);
  }

  /** Adds an error handler: its class, where it is for one, and itself; `owner` took it. */
  addErrorHandler(values: readonly [unknown, unknown?], owner = "onError()"): void {
    this.checkOpen(owner);
    addErrorHandler(this.#scope.errorHandlers, values);
  }

  /** Adds the routes of a standalone route or a controller. */
  declare(target: unknown, prefix: string): void {
    this.#scope.declare(...declarationsOf(target).map((route) => below(prefix, route)));
  }

  /** Puts another Router below this one. */
  nest(inner: Setup, path: string): void {
    if (inner.#isRoot) throw notRegistrable("not an app: make it a Router");
    checkNoController(inner.#router);
    this.#scope.nest({ scope: inner.#scope, path });
  }

  /** Runs a plugin with its scope below this one; leaves nothing of it where it throws. */
  plug({ name, path, scope, run }: PluginCall): void {
    const nested: NestedScope = { scope: scope.#scope, path, filledBy: name };
    this.#scope.nest(nested);
    try {
      nested.plugin = followPlugin({ name, path }, { result: run(), scope: scope.#router });
    } catch (error) {
      this.#scope.remove(nested);
      throw error;
    }
  }

  /** Whether a plugin of this scope or one below has not finished. */
  get isPending(): boolean {
    return this.#scope.pendingPlugin() !== undefined;
  }

  /**
   * Waits for the plugins of this scope and those below, one after the other, for each of them at
   * most so many milliseconds, 0 for no limit; undefined where none is at work.
   */
  ready(timeout: number): Promise<void> | undefined {
    return this.#scope.pendingPlugin()?.within(timeout).then(() => this.ready(timeout));
  }

  /**
   * Returns the table of what is registered. Throws TypeError `SPK_DUPLICATE_ROUTE`,
   * `SPK_DUPLICATE_NAME`, `SPK_BAD_PATH` and `SPK_BAD_OPTION`.
   */
  build(): RouteTable {
    if (this.#table !== undefined) return this.#table;
    const layers = nestLayers(NO_LAYERS, this.#scope);
    const answers = mergeAnswerHeaders(this.#scope.answerHeaders);
    return buildTable(this.#scope.flatten({ prefix: "/", layers }), { layers, answers });
  }

  /**
   * Ends registration and returns the table; later additions throw `SPK_FROZEN`. Throws as `build()`
   * does, and TypeError `SPK_UNUSED_SCOPE` where a plugin has added layers and no route.
   */
  freeze(): RouteTable {
    checkNoController(this.#router);
    const table = this.build();
    this.#scope.checkPlugins();
    this.#scope.freeze();
    return this.#table = table;
  }
}

function below(prefix: string, route: Declaration): Declaration {
  return { ...route, path: joinPaths(prefix, route.path) };
}
