import type { Middleware } from "../http/handler.ts";
import {
  type AnswerHeaders,
  HOOK_NAMES,
  type HookFunctions,
  type HookName,
  type Layer,
} from "../http/hooks.ts";
import { UsageError } from "../http/usage_error.ts";
import { addressOf, type Declaration } from "./declaration.ts";
import type { AnyErrorHandler, ErrorClass } from "./error_handlers.ts";
import {
  guardLayers,
  nestLayers,
  NO_LAYERS,
  type RouteLayers,
  type ScopeLayers,
} from "./layers.ts";
import { joinPaths, parsePath } from "./path.ts";
import type { PluginRun } from "./plugin.ts";
import type { SharedSpec } from "./shared_spec.ts";

/** A scope below another one. */
export interface NestedScope {
  readonly scope: Scope;
  /** Prefix of its routes. */
  readonly path: string;
  /** Name of the plugin that fills it; undefined for a Router. */
  readonly filledBy?: string;
  /** The plugin at work; undefined once it has returned. */
  plugin?: PluginRun | undefined;
}

/** A route with all that surrounds it; its path and prefixes are joined. */
export interface ScopedDeclaration extends Declaration {
  readonly layers: RouteLayers;
}

/** What the place of a scope gives its routes. */
export interface Surroundings {
  readonly prefix: string;
  /** Its own, and those of the scopes around it. */
  readonly layers: RouteLayers;
}

/** What one Router holds: routes, nested scopes, and what surrounds their handlers. */
export class Scope implements ScopeLayers {
  readonly #spec: SharedSpec;
  readonly middleware: Middleware[] = [];
  readonly hooks: { readonly [Name in HookName]: HookFunctions[Name][] } = {
    onRequest: [],
    preValidation: [],
    preHandler: [],
    onSend: [],
    onResponse: [],
  };
  readonly errorHandlers: Map<ErrorClass | null, AnyErrorHandler> = new Map();
  /** Of the outermost scope they count. */
  readonly answerHeaders: AnswerHeaders[] = [];
  readonly #entries: (Declaration | NestedScope)[] = [];
  #isFrozen = false;

  /** Takes what it declares for its routes. */
  constructor(spec: SharedSpec = {}) {
    this.#spec = spec;
  }

  /** Throws TypeError `SPK_FROZEN` once an app with this scope has started; `owner` was called. */
  checkOpen(owner: string): void {
    if (!this.#isFrozen) return;
    const message = `${owner} came after the app started: register everything before`;
    throw new UsageError("SPK_FROZEN", message);
  }

  /** Adds middleware, or hooks by their name. */
  surround(layer: Layer): void {
    if (typeof layer === "function") return void this.middleware.push(layer);
    if (layer.answerHeaders !== undefined) this.answerHeaders.push(layer.answerHeaders);
    for (const name of HOOK_NAMES) {
      const hook = layer[name];
      // One name stands for one type on both sides, which the compiler cannot follow.
      if (hook !== undefined) this.hooks[name].push(hook as never);
    }
  }

  /** Adds routes, all or none. Throws TypeError `SPK_BAD_PATH` and `SPK_FROZEN`. */
  declare(...declarations: readonly Declaration[]): void {
    for (const declaration of declarations) {
      this.checkOpen(addressOf(declaration));
      parsePath(declaration.path);
    }
    this.#entries.push(...declarations);
  }

  /** Puts a scope below this one; throws TypeError `SPK_CYCLE` where it holds this one already. */
  nest(nested: NestedScope): void {
    this.checkOpen("register()");
    if (nested.scope.#holds(this)) {
      throw new UsageError("SPK_CYCLE", "The Router holds the one it is registered in: drop one");
    }
    this.#entries.push(nested);
  }

  /** Takes a nested scope out again. */
  remove(nested: NestedScope): void {
    this.#entries.splice(this.#entries.indexOf(nested), 1);
  }

  /**
   * Throws TypeError `SPK_UNUSED_SCOPE` where a plugin, here or below, has added layers and no route:
   * they would hold for nothing.
   */
  checkPlugins(): void {
    for (const { scope, filledBy } of this.#nested()) {
      const isUnused = nestLayers(NO_LAYERS, scope) !== NO_LAYERS && !scope.#hasRoutes();
      if (filledBy !== undefined && isUnused) throw unusedScope(filledBy);
      scope.checkPlugins();
    }
  }

  /** Ends registration here and in all scopes below. */
  freeze(): void {
    this.#isFrozen = true;
    for (const { scope } of this.#nested()) scope.freeze();
  }

  /** Returns all routes, those of nested scopes included, in the order of registration. */
  flatten({ prefix, layers }: Surroundings): ScopedDeclaration[] {
    return this.#entries.flatMap((entry) => {
      const path = joinPaths(prefix, entry.path);
      if (!("scope" in entry)) {
        return [{ ...entry, path, layers: guardLayers(layers, entry.guards) }];
      }
      const { scope } = entry;
      return scope.flatten({ prefix: path, layers: nestLayers(layers, scope) });
    }).map((route) => ({ ...route, scopes: [this.#spec, ...route.scopes] }));
  }

  /** Returns a plugin that has not finished, here or below; undefined where all have. */
  pendingPlugin(): PluginRun | undefined {
    for (const { plugin, scope } of this.#nested()) {
      const pending = plugin?.isDone === false ? plugin : scope.pendingPlugin();
      if (pending !== undefined) return pending;
    }
    return undefined;
  }

  #nested(): NestedScope[] {
    return this.#entries.filter((entry) => "scope" in entry);
  }

  #hasRoutes(): boolean {
    return this.#entries.some((entry) => !("scope" in entry) || entry.scope.#hasRoutes());
  }

  #holds(scope: Scope): boolean {
    return scope === this || this.#nested().some((nested) => nested.scope.#holds(scope));
  }
}

function unusedScope(plugin: string): UsageError {
  return new UsageError(
    "SPK_UNUSED_SCOPE",
    `The plugin "${plugin}" adds middleware or hooks to its scope, and no route that they hold ` +
      `for: call ${plugin}(app) to add them to the app`,
  );
}
