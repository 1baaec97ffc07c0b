import type { Literal, Sendable } from "./handler.ts";
import { locationOf } from "./location.ts";
import { PreparedReply, type Reply } from "./reply.ts";
import { checkRedirectStatus, type RedirectStatus } from "./status.ts";

/** How {@linkcode redirect} answers. */
export interface RedirectOptions<N extends RedirectStatus = RedirectStatus> {
  /** Status code. Default 302. */
  readonly status?: N;
  /** Permits another origin. Default false, so that input cannot send people elsewhere. */
  readonly allowExternal?: boolean;
}

/**
 * Answers with JSON, whatever the value is: a string too is written as JSON.
 *
 * @example
 * ```ts
 * app.get("/word", () => json("hello")); // "hello", in quotes
 * ```
 */
export function json<X extends Sendable | Literal, N extends number = 200>(
  body: X,
  status?: N,
): Reply<N, NoInfer<X>> {
  return new PreparedReply(orElse(status, 200), body, "json");
}

/** Answers with `text/plain; charset=utf-8`. */
export function text<N extends number = 200>(body: string, status?: N): Reply<N, string> {
  return new PreparedReply(orElse(status, 200), body, "text");
}

/**
 * Answers with `text/html; charset=utf-8`. It escapes nothing: escape what comes from outside.
 *
 * @example
 * ```ts
 * app.get("/page", () => html("<h1>Hello</h1>"));
 * ```
 */
export function html<N extends number = 200>(body: string, status?: N): Reply<N, string> {
  return new PreparedReply(orElse(status, 200), body, "html");
}

/**
 * Answers 201 with what was made.
 *
 * @example
 * ```ts
 * app.post("/users", ({ body }) => created({ id: 1, body }).header("location", "/users/1"));
 * ```
 */
export function created<X extends Sendable | Literal>(body: X): Reply<201, NoInfer<X>> {
  return new PreparedReply(201, body);
}

/** Answers 202: the work goes on after the answer. */
export function accepted<X extends Sendable | Literal>(body: X): Reply<202, NoInfer<X>> {
  return new PreparedReply(202, body);
}

/** Answers 204, without a body. */
export function noContent(): Reply<204, undefined> {
  return new PreparedReply(204, undefined);
}

/** Answers with a status and no body. */
export function status<N extends number>(code: N): Reply<N, undefined>;
/**
 * Answers with a status and a body that is written as a plain return value would be. Throws
 * RangeError `SPK_BAD_STATUS` unless the status is an integer from 200 to 599.
 *
 * @example
 * ```ts
 * app.get("/tea", () => status(418, { short: true, stout: true }));
 * ```
 */
export function status<N extends number, X extends Sendable | Literal>(
  code: N,
  body: X,
): Reply<N, NoInfer<X>>;
export function status(code: number, body?: unknown): Reply {
  return new PreparedReply(code, body);
}

/**
 * Answers with a redirect, 302 by default. The location must stay on this origin: a path, a query,
 * a relative reference. `allowExternal` permits any URL.
 *
 * Throws TypeError `SPK_BAD_REDIRECT` for another origin without `allowExternal` and for control
 * characters.
 *
 * @example
 * ```ts
 * app.get("/old", () => redirect("/new", { status: 308 }));
 * ```
 */
export function redirect<N extends RedirectStatus = 302>(
  location: string,
  options: RedirectOptions<N> = {},
): Reply<N, undefined> {
  const code = orElse(options.status, 302);
  checkRedirectStatus(code);
  const target = locationOf(location, options);
  return new PreparedReply(code, undefined).header("location", target);
}

/** Gives an absent status its default, which the caller's signature names as the default of `N`. */
function orElse<N extends number>(status: N | undefined, fallback: number): N {
  // N is the literal type of the fallback exactly where the status is absent.
  return status ?? fallback as N;
}
