/**
 * Looking at a thrown value, which may be anything and may fight back.
 *
 * @module
 */

import type { LogFields } from "./log.ts";

const MAX_CAUSES = 3;

/**
 * What the log says of a thrown value: name, message, stack, code and cause, as far as they can be
 * read. Never throws.
 */
export function describeThrown(thrown: unknown, causes: number = MAX_CAUSES): LogFields {
  if (!isObject(thrown)) return { name: typeof thrown, message: String(thrown) };
  const cause = read(thrown, "cause");
  return {
    name: readText(thrown, "name") ?? typeof thrown,
    message: readText(thrown, "message") ?? preview(thrown),
    code: readText(thrown, "code"),
    stack: readText(thrown, "stack"),
    cause: cause === undefined || causes === 0 ? undefined : describeThrown(cause, causes - 1),
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

// Where there is neither message nor stack, the content is all that helps to find the culprit.
function preview(value: object): string {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return "The value cannot be shown";
  }
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
