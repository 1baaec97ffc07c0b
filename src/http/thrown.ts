/**
 * Looking at a thrown value, which may be anything and may fight back.
 *
 * @module
 */

import type { LogFields } from "./log.ts";

const MAX_CAUSES = 3;

/**
 * What the log says of a thrown value: name, message, code, stack and cause, as far as they can be
 * read; an object without a message is there as `value`, for the logger to show with the care that any
 * field needs. Never throws.
 */
export function describeThrown(thrown: unknown, causes: number = MAX_CAUSES): LogFields {
  if (!isObject(thrown)) return { name: typeof thrown, message: String(thrown) };
  const cause = read(thrown, "cause");
  const message = readText(thrown, "message") ??
    (typeof thrown === "function" ? "function" : undefined);
  return {
    name: readText(thrown, "name") ?? typeof thrown,
    message,
    code: readText(thrown, "code"),
    stack: readText(thrown, "stack"),
    cause: cause === undefined || causes === 0 ? undefined : describeThrown(cause, causes - 1),
    // Loggers take whatever is in it: it only is no field by its type.
    value: message === undefined ? thrown as LogFields : undefined,
  };
}

/** Whether the value is an instance of the class; false where asking throws. */
export function isInstance<Type>(
  value: unknown,
  type: abstract new (...args: never) => Type,
): value is Type {
  try {
    return value instanceof type;
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function readText(value: object, key: string): string | undefined {
  const found = read(value, key);
  return typeof found === "string" ? found : undefined;
}

function read(value: object, key: string): unknown {
  try {
    return Reflect.get(value, key);
  } catch {
    return undefined;
  }
}
