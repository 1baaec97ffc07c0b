import type { AnyHandler } from "../http/handler.ts";
import { UsageError } from "../http/usage_error.ts";
import { addressOf, type Declaration, sourceOf } from "./declaration.ts";

/** The name of each declaration, and the handler under each name. */
export interface RouteNames {
  readonly names: ReadonlyMap<Declaration, string>;
  readonly handlers: ReadonlyMap<string, AnyHandler>;
}

/**
 * Names declarations: the name of the spec, else that of the handler, else (or where another handler
 * has it) methods and path, as in `GET /users/:id`.
 *
 * Throws TypeError `SPK_DUPLICATE_NAME` where two specs give one name to two handlers.
 */
export function nameRoutes(declarations: readonly Declaration[]): RouteNames {
  const given = givenNames(declarations);
  const names = new Map<Declaration, string>();
  const handlers = new Map<string, AnyHandler>();
  for (const declaration of declarations) {
    const { spec, label, handler } = declaration;
    const holder = given.get(label)?.handler ?? handlers.get(label) ?? handler;
    const isFree = label !== "" && holder === handler;
    const name = spec.name ?? (isFree ? label : addressOf(declaration));
    names.set(declaration, name);
    handlers.set(name, handler);
  }
  return { names, handlers };
}

function givenNames(declarations: readonly Declaration[]): Map<string, Declaration> {
  const given = new Map<string, Declaration>();
  for (const declaration of declarations) {
    const { name } = declaration.spec;
    if (name === undefined) continue;
    const earlier = given.get(name);
    if (earlier !== undefined && earlier.handler !== declaration.handler) {
      throw duplicateName(name, earlier, declaration);
    }
    given.set(name, declaration);
  }
  return given;
}

function duplicateName(name: string, one: Declaration, other: Declaration): UsageError {
  return new UsageError(
    "SPK_DUPLICATE_NAME",
    `The name "${name}" is given to ${sourceOf(one)} and to ${sourceOf(other)}: rename one of them`,
  );
}
