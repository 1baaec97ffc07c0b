import { UsageError } from "../http/usage_error.ts";
import type { DocumentedRoute } from "./paths.ts";

/** A name that a program could use: a function's, or a class and its method. */
const IDENTIFIER = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

/**
 * Returns the id of each operation: the one that was declared, else the handler's name
 * (`Users.find` becomes `Users_find`), else method and path (`getUsersById`), numbered where that
 * is taken. A declaration with several methods has the method at the end of its id.
 *
 * Throws TypeError `SPK_DUPLICATE_OPERATION` where two routes declare one id.
 */
export function operationIds(routes: readonly DocumentedRoute[]): Map<DocumentedRoute, string> {
  const ids = new Map<DocumentedRoute, string>();
  const holders = new Map<string, DocumentedRoute>();
  const take = (route: DocumentedRoute, id: string) => {
    ids.set(route, id);
    holders.set(id, route);
  };
  const isOneOfSeveral = severalMethods(routes);
  const idIn = (route: DocumentedRoute, id: string) =>
    isOneOfSeveral(route) ? `${id}_${route.method}` : id;
  for (const route of routes) {
    const { operationId } = route.route.operation;
    if (operationId === undefined) continue;
    const id = idIn(route, operationId);
    const holder = holders.get(id);
    if (holder !== undefined) throw duplicateOperation(id, holder, route);
    take(route, id);
  }
  for (const route of routes.filter((route) => !ids.has(route))) {
    const { name } = route.route;
    const own = IDENTIFIER.test(name) ? idIn(route, name.replaceAll(".", "_")) : undefined;
    if (own !== undefined && !holders.has(own)) take(route, own);
    else take(route, freeId(pathId(route), holders));
  }
  return ids;
}

/** Returns a text with each of its words capital, and nothing but letters and digits. */
export function pascalCase(text: string): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? [];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** The routes of one declaration share what it says of its operation. */
function severalMethods(routes: readonly DocumentedRoute[]): (route: DocumentedRoute) => boolean {
  const counts = new Map<object, number>();
  for (const { route: { operation } } of routes) {
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }
  return ({ route }) => (counts.get(route.operation) ?? 0) > 1;
}

function pathId({ method, path }: DocumentedRoute): string {
  const segments = path.split("/").map((segment) =>
    segment.startsWith("{") ? `By${pascalCase(segment)}` : pascalCase(segment)
  );
  return method + (segments.join("") || "Root");
}

function freeId(id: string, holders: ReadonlyMap<string, unknown>): string {
  let free = id;
  for (let number = 2; holders.has(free); number += 1) free = `${id}${number}`;
  return free;
}

function duplicateOperation(
  id: string,
  one: DocumentedRoute,
  other: DocumentedRoute,
): UsageError {
  return new UsageError(
    "SPK_DUPLICATE_OPERATION",
    `The operationId "${id}" is given to ${one.route.source} and to ${other.route.source}: ` +
      "rename one of them",
  );
}
