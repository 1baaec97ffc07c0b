import "./metadata.ts";
import type { Guard } from "../http/hooks.ts";
import { recordClassGuard, recordMethodGuard } from "../routing/guards.ts";
import type { MethodContext } from "../routing/maker.ts";
import { checkFunction } from "../routing/layer_check.ts";
import type { ControllerContext } from "./controller.ts";
import { checkClassDecoration, checkMethodDecoration, notCalled } from "./misuse.ts";

/** A decorator for a method that is a route, and for a class of routes. */
export interface GuardDecorator {
  <This extends object>(
    method: (this: This, ...values: never) => unknown,
    context: MethodContext<This>,
  ): void;
  (target: abstract new (...values: never) => object, context: ControllerContext): void;
}

/**
 * Lets requests pass to a method, or to every route of a class: nothing or true passes, false is
 * 403, a reply or a Response answers, and so does a throw. Any other value is a 500.
 *
 * Guards run directly before the handler, within hooks and middleware: those of the class before
 * those of the method, the upper line first. A subclass keeps the guards of its base, also of a
 * method that it decorates again.
 *
 * Throws TypeError `SPK_BAD_HANDLER`, `SPK_LEGACY_DECORATORS` and `SPK_BAD_DECORATOR` for misuse;
 * `register` does so for a guarded method without a route.
 *
 * @example
 * ```ts
 * const isSignedIn: Guard = ({ cookie }) => cookie("session") !== undefined;
 *
 * @controller("/account")
 * @guard(isSignedIn)
 * class Account {
 *   @get("/") show() { return { name: "Ada" }; }
 * }
 * ```
 */
export function guard(check: Guard): GuardDecorator;
export function guard(check: Guard, ...decorated: readonly unknown[]): GuardDecorator {
  if (decorated.length > 0) throw notCalled("guard", "guard(check)");
  checkFunction(check, "guard()");
  return (target: object, context: unknown) => {
    if (isOfClass(context)) guardClass(check, target, context);
    else guardMethod(check, target, context);
  };
}

function guardClass(check: Guard, target: object, context: unknown): void {
  const decoration = checkClassDecoration("guard", context);
  recordClassGuard(target, check);
  // Another decorator may put a class of its own in the place of this one.
  decoration.addInitializer(function () {
    recordClassGuard(this, check);
  });
}

function guardMethod(check: Guard, target: object, context: unknown): void {
  const { name = "", metadata, addInitializer } = checkMethodDecoration("guard", context);
  const owner = metadata ?? target;
  addInitializer(function () {
    recordMethodGuard(this, { name, owner, guard: check });
  });
}

/** A legacy call for a class has no context at all. */
function isOfClass(context: unknown): boolean {
  if (typeof context !== "object" || context === null) return context === undefined;
  return "kind" in context && context.kind === "class";
}
