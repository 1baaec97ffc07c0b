/**
 * What surrounds a handler: all that its scope, the scopes around that, and its controller add.
 *
 * @module
 */

import type { Middleware } from "../http/handler.ts";
import type { Guard, HookFunctions, HookName } from "../http/hooks.ts";
import type { ErrorHandlers } from "./error_handlers.ts";

/** Hooks by their name. */
export type HookLists = { readonly [Name in HookName]: readonly HookFunctions[Name][] };

/** What one scope adds for its routes and those of its children. */
export interface ScopeLayers {
  /** In the order they were added. */
  readonly middleware: readonly Middleware[];
  /** In the order they were added. */
  readonly hooks: HookLists;
  readonly errorHandlers: ErrorHandlers;
}

/** What surrounds one handler, flattened; frozen, and one object for all routes it is the same for. */
export interface RouteLayers {
  /** Outermost scope first. */
  readonly middleware: readonly Middleware[];
  /** Outermost scope first. */
  readonly hooks: HookLists;
  /** Those of the class before those of the method; they run directly before the handler. */
  readonly guards: readonly Guard[];
  /** Nearest scope first. */
  readonly errorHandlers: readonly ErrorHandlers[];
}

/** Layers of a route that nothing surrounds. */
export const NO_LAYERS: RouteLayers = freeze({
  middleware: [],
  hooks: { onRequest: [], preValidation: [], preHandler: [], onSend: [], onResponse: [] },
  guards: [],
  errorHandlers: [],
});

/** Returns the layers of a scope that stands in others; those of the others where it adds nothing. */
export function nestLayers(
  outer: RouteLayers,
  { middleware, hooks, errorHandlers }: ScopeLayers,
): RouteLayers {
  if (isEmpty({ middleware, hooks, errorHandlers })) return outer;
  return freeze({
    middleware: [...outer.middleware, ...middleware],
    hooks: {
      onRequest: [...outer.hooks.onRequest, ...hooks.onRequest],
      preValidation: [...outer.hooks.preValidation, ...hooks.preValidation],
      preHandler: [...outer.hooks.preHandler, ...hooks.preHandler],
      onSend: [...outer.hooks.onSend, ...hooks.onSend],
      onResponse: [...outer.hooks.onResponse, ...hooks.onResponse],
    },
    guards: outer.guards,
    errorHandlers: errorHandlers.size === 0
      ? outer.errorHandlers
      : [new Map(errorHandlers), ...outer.errorHandlers],
  });
}

/** Returns the layers of a route with guards of its own. */
export function guardLayers(layers: RouteLayers, guards: readonly Guard[]): RouteLayers {
  return guards.length === 0 ? layers : freeze({ ...layers, guards: [...guards] });
}

function isEmpty({ middleware, hooks, errorHandlers }: ScopeLayers): boolean {
  return middleware.length === 0 && errorHandlers.size === 0 &&
    Object.values(hooks).every((list) => list.length === 0);
}

function freeze(layers: RouteLayers): RouteLayers {
  Object.values(layers.hooks).forEach(Object.freeze);
  Object.values(layers).forEach(Object.freeze);
  return Object.freeze(layers);
}
