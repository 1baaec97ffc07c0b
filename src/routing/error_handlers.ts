import type { AnyContext } from "../http/context.ts";
import type { MaybePromise, Sendable } from "../http/handler.ts";
import { UsageError } from "../http/usage_error.ts";
import { ValidationError } from "../http/validation_error.ts";
import type { ValidationItem } from "../http/validation_item.ts";
import { checkHandler } from "./declaration.ts";

/** Answers requests whose inputs do not meet their schemas; `issues` says why. */
export type ValidationErrorHandler = (
  issues: readonly ValidationItem[],
  context: AnyContext,
) => MaybePromise<Sendable>;

/** A class of errors, abstract ones included. */
export type ErrorClass<E = unknown> = abstract new (...args: never) => E;

/** A handler for errors of any kind, as it is stored: its class was checked before it is called. */
export type AnyErrorHandler = (error: never, context: AnyContext) => MaybePromise<Sendable>;

/** Error handlers by their class; `null` stands for the one that takes whatever no class does. */
export type ErrorHandlers = ReadonlyMap<ErrorClass | null, AnyErrorHandler>;

/**
 * Adds an error handler: a class and its handler, or a handler alone.
 *
 * Throws TypeError `SPK_BAD_HANDLER`, and `SPK_DUPLICATE_HANDLER` where the class has one already.
 */
export function addErrorHandler(
  handlers: Map<ErrorClass | null, AnyErrorHandler>,
  values: readonly [unknown, unknown?],
): void {
  const isForClass = values.length > 1;
  const taken = isForClass ? checkErrorClass(values[0]) : null;
  const owner = taken === null ? "onError()" : `onError(${taken.name})`;
  if (handlers.has(taken)) {
    throw taken === ValidationError ? duplicateValidation() : duplicateHandler(owner);
  }
  handlers.set(taken, checkHandler(isForClass ? values[1] : values[0], owner));
}

/** Makes the error for a handler that is there already; `owner` took it. */
export function duplicateHandler(owner: string): UsageError {
  return new UsageError("SPK_DUPLICATE_HANDLER", `${owner} was called twice: keep one of them`);
}

/** Two methods take a handler for this class. */
function duplicateValidation(): UsageError {
  return new UsageError(
    "SPK_DUPLICATE_HANDLER",
    "onValidationError() was called twice, or beside onError(ValidationError): keep one of them",
  );
}

function checkErrorClass(type: unknown): ErrorClass {
  if (typeof type === "function" && typeof type.prototype === "object") {
    // Anything that instanceof takes is a class here; it is never constructed.
    return type as unknown as ErrorClass;
  }
  throw new UsageError("SPK_BAD_HANDLER", "onError() takes a class of errors and a handler");
}
