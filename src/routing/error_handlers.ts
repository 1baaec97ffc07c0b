import type { AnyContext } from "../http/context.ts";
import type { MaybePromise, Sendable } from "../http/handler.ts";
import { UsageError } from "../http/usage_error.ts";

/** A class of errors, abstract ones included. */
export type ErrorClass<E = unknown> = abstract new (...args: never) => E;

/** A handler for errors of any kind, as it is stored: its class was checked before it is called. */
export type AnyErrorHandler = (error: never, context: AnyContext) => MaybePromise<Sendable>;

/** Error handlers by their class; `null` stands for the one that takes whatever no class does. */
export type ErrorHandlers = ReadonlyMap<ErrorClass | null, AnyErrorHandler>;

/**
 * Returns the value as a class of errors, anything that `instanceof` takes. Throws TypeError
 * `SPK_BAD_HANDLER` for anything else.
 */
export function checkErrorClass(type: unknown): ErrorClass {
  if (typeof type === "function" && typeof type.prototype === "object") {
    // It is never constructed, only compared with.
    return type as unknown as ErrorClass;
  }
  throw new UsageError("SPK_BAD_HANDLER", "onError() takes a class of errors and a handler");
}
