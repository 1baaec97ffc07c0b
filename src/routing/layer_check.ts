import { UsageError } from "../http/usage_error.ts";
import { isClass } from "./declaration.ts";

/**
 * Checks that a value is a function and no class; `owner` is what it was given to, as in `onSend()`.
 *
 * Throws TypeError `SPK_BAD_HANDLER`.
 */
export function checkFunction(value: unknown, owner: string): void {
  if (typeof value === "function" && !isClass(value)) return;
  throw new UsageError("SPK_BAD_HANDLER", `${owner} takes a function, not ${describe(value)}`);
}

/** Checks a middleware as {@linkcode checkFunction} does, and says what to do where it is a path. */
export function checkMiddleware(value: unknown): void {
  if (typeof value !== "string") return checkFunction(value, "use()");
  throw new UsageError(
    "SPK_BAD_HANDLER",
    `use() takes functions, not the path "${value}": register a Router with that prefix`,
  );
}

function describe(value: unknown): string {
  if (typeof value === "function") return `the class ${value.name}`;
  return value === null || value === undefined ? String(value) : `a value of type ${typeof value}`;
}
