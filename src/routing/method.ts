import { isToken } from "../http/headers.ts";
import { UsageError } from "../http/usage_error.ts";

/** Stands for every method in a route. */
export const ANY_METHOD = "*";

/**
 * Returns the methods of a route as a list without repeats. Throws TypeError `SPK_BAD_METHOD` for an
 * empty list, for what is no token in upper case (methods are case-sensitive: RFC 9110 section 9.1),
 * and for CONNECT, which the server refuses.
 */
export function checkMethods(methods: string | readonly string[]): readonly string[] {
  const list = typeof methods === "string" ? [methods] : [...new Set(methods)];
  if (list.length === 0) throw badMethod("route() got no method: name at least one");
  for (const method of list) {
    if (typeof method !== "string" || !isToken(method) || method !== method.toUpperCase()) {
      throw badMethod(`"${String(method)}" is no method: write it in upper case, as in "GET"`);
    }
    if (method === "CONNECT") throw badMethod('The server refuses "CONNECT": leave it out');
  }
  return list;
}

function badMethod(message: string): UsageError {
  return new UsageError("SPK_BAD_METHOD", message);
}
