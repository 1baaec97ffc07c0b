import type { HttpError } from "./http_error.ts";

/** Media type of every error body (RFC 9457). */
export const PROBLEM_TYPE = "application/problem+json";

const PREFIX = "https://spikard.dev/errors/";
const SUFFIXES: ReadonlyMap<number, string> = new Map([
  [400, "bad-request"],
  [404, "not-found"],
  [405, "method-not-allowed"],
  [413, "payload-too-large"],
  [414, "uri-too-long"],
  [415, "unsupported-media-type"],
  [431, "headers-too-large"],
  [500, "internal-server-error"],
  [503, "service-unavailable"],
  [504, "gateway-timeout"],
]);

/**
 * Returns the `type` of a problem that names none: a URI for the statuses the server itself answers
 * with, `"about:blank"` for others, whose title says all there is (RFC 9457 section 4.2.1).
 */
export function problemType(status: number): string {
  const suffix = SUFFIXES.get(status);
  return suffix === undefined ? "about:blank" : PREFIX + suffix;
}

/**
 * Writes the body of an error answer: `type`, `title`, `status`, `detail` where there is one, `code`
 * where there is one, then the extensions in their order.
 *
 * Throws what JSON.stringify throws for the extensions (a bigint, a cycle).
 */
export function problemText(error: HttpError): string {
  const { status, title, detail, code, extensions } = error;
  const own = { type: error.type ?? problemType(status), title, status, detail };
  // The second spread keeps an untyped caller's extensions from replacing them.
  return JSON.stringify({ ...own, code, ...extensions, ...own });
}
