import { HOOK_NAMES } from "../http/hooks.ts";
import { checkOptions } from "../http/options.ts";
import { isPlainObject } from "../http/plain_object.ts";
import { UsageError } from "../http/usage_error.ts";
import { checkAnswerHeaders } from "./answer_headers.ts";
import { isClass } from "./declaration.ts";

/** What a set of hooks may have. */
const MEMBERS: readonly string[] = [...HOOK_NAMES, "answerHeaders"];

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
 * Throws TypeError `SPK_BAD_HANDLER`, `SPK_UNKNOWN_OPTION` for a name that no hook has, and as
 * {@linkcode checkAnswerHeaders} does.
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
  if ("register" in hooks) throw notLayer("not a Router: pass that to register()");
  if ("then" in hooks) throw notLayer("not a promise: await it");
  checkOptions(hooks, { owner: "use()", keys: MEMBERS });
  const members = MEMBERS.filter((name) => name in hooks);
  // A value of another kind would be taken without a word, and guard nothing; an empty set says what it is.
  if (members.length === 0 && !isPlainObject(hooks)) {
    throw notLayer(`not ${kindOf(hooks)} without any of them (${MEMBERS.join(", ")})`);
  }
  for (const name of members) {
    const value: unknown = Reflect.get(hooks, name);
    if (name === "answerHeaders") checkAnswerHeaders(value);
    else checkFunction(value, `use() with ${name}`);
  }
}

function notLayer(fault: string): UsageError {
  return new UsageError("SPK_BAD_HANDLER", `use() takes middleware and hooks, ${fault}`);
}

function kindOf(value: object): string {
  const name: unknown = value.constructor?.name;
  if (typeof name !== "string" || name === "") return "an object";
  return `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;
}

function describe(value: unknown): string {
  if (typeof value === "function") return `the class ${value.name}`.trimEnd();
  return value === null || value === undefined ? String(value) : `a value of type ${typeof value}`;
}
