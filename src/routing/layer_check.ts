import { HOOK_NAMES } from "../http/hooks.ts";
import { checkOptions } from "../http/options.ts";
import { UsageError } from "../http/usage_error.ts";
import { checkAnswerHeaders } from "./answer_headers.ts";
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

/**
 * Checks that a value is a middleware or a set of hooks, and says what to do where it is a path.
 *
 * Throws TypeError `SPK_BAD_HANDLER`, and `SPK_UNKNOWN_OPTION` for a name that no hook has.
 */
export function checkLayer(value: unknown): void {
  if (Array.isArray(value)) {
    throw new UsageError(
      "SPK_BAD_HANDLER",
      "use() takes functions, not a list: write use(...list)",
    );
  }
  if (typeof value === "object" && value !== null) return checkHooks(value);
  if (typeof value !== "string") return checkFunction(value, "use()");
  throw new UsageError(
    "SPK_BAD_HANDLER",
    `use() takes functions, not the path "${value}": register a Router with that prefix`,
  );
}

function checkHooks(hooks: object): void {
  if ("register" in hooks) {
    const message = "use() takes middleware and hooks, not a Router: pass that to register()";
    throw new UsageError("SPK_BAD_HANDLER", message);
  }
  checkOptions(hooks, { owner: "use()", keys: [...HOOK_NAMES, "answerHeaders"] });
  for (const [name, value] of Object.entries(hooks)) {
    if (name === "answerHeaders") checkAnswerHeaders(value);
    else checkFunction(value, `use() with ${name}`);
  }
}

function describe(value: unknown): string {
  if (typeof value === "function") return `the class ${value.name}`.trimEnd();
  return value === null || value === undefined ? String(value) : `a value of type ${typeof value}`;
}
