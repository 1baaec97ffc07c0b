/**
 * The program's own answers to errors.
 *
 * @module
 */

import type { AnyContext } from "../http/context.ts";
import type { MaybePromise, Sendable } from "../http/handler.ts";
import type { AnyErrorHandler, ErrorClass, ErrorHandlers } from "../routing/error_handlers.ts";
import { isInstance } from "../http/thrown.ts";

/** The handler that was chosen for a thrown value. */
export interface ChosenHandler {
  /** False for the one that takes everything, which does not make an error an expected one. */
  readonly isForClass: boolean;
  readonly handle: (error: unknown, context: AnyContext) => MaybePromise<Sendable>;
}

/** Finds the handler for a thrown value; undefined where none takes it. Never throws. */
export type ErrorHandlerLookup = (thrown: unknown) => ChosenHandler | undefined;

/**
 * Puts the error handlers of scopes, nearest first, in the order they are asked: scope by scope, and
 * in each the most derived class first. The first match takes the error.
 */
export function orderErrorHandlers(scopes: readonly ErrorHandlers[]): ErrorHandlerLookup {
  const ordered = scopes.flatMap(byDepth);
  return (thrown) => {
    const found = ordered.find(([type]) => type === null || isInstance(thrown, type));
    if (found === undefined) return undefined;
    // The class was checked, which is all that the parameter `never` stands for.
    const handle = found[1] as ChosenHandler["handle"];
    return { isForClass: found[0] !== null, handle };
  };
}

function byDepth(handlers: ErrorHandlers): [ErrorClass | null, AnyErrorHandler][] {
  return [...handlers].sort(([one], [other]) => depthOf(other) - depthOf(one));
}

function depthOf(type: ErrorClass | null): number {
  let depth = 0;
  for (let link: unknown = type; link !== null; link = Object.getPrototypeOf(link)) depth += 1;
  return depth;
}
