import type { AnyContext } from "../http/context.ts";
import { contextKey } from "../http/context_key.ts";
import { checkHeaderName } from "../http/headers.ts";
import type { HookSet, ResponseResult } from "../http/hooks.ts";
import type { LogFields } from "../http/log.ts";
import { checkOptions } from "../http/options.ts";

/** How {@linkcode logger} works. */
export interface LoggerOptions {
  /**
   * Request headers that each line has as `headers`. Values of `authorization`, `cookie` and their
   * like are redacted. Default: none.
   */
  readonly headers?: readonly string[];
}

const OPTIONS = { owner: "logger()", keys: ["headers"] };

const MESSAGES: { readonly [Outcome in ResponseResult["outcome"]]: string } = {
  sent: "Request answered",
  aborted: "Client went away",
  timedOut: "Request timed out",
};

// Read before the reply, after which nothing can be read any more; absent where a hook in front of
// this one has answered.
const REQUEST = contextKey<LogFields>("fields of logger()", { fallback: {} });

/**
 * Logs each request when its reply is gone: method, path without the query, route, status, duration
 * in milliseconds, bytes and outcome, with the request id; as a warning from status 500 on.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION`, `SPK_BAD_OPTION` and `SPK_BAD_HEADER`.
 *
 * @example
 * ```ts
 * app.use(logger({ headers: ["user-agent"] }));
 * ```
 */
export function logger(options: LoggerOptions = {}): HookSet {
  checkOptions(options, OPTIONS);
  const names = (options.headers ?? []).map(checkHeaderName);
  return {
    onRequest: (context) => context.provide(REQUEST, fieldsOf(context, names)),
    onResponse: write,
  };
}

function fieldsOf({ path, header }: AnyContext, names: readonly string[]): LogFields {
  if (names.length === 0) return { path };
  return { path, headers: Object.fromEntries(names.map((name) => [name, header(name)])) };
}

function write({ method, route, log, get }: AnyContext, result: ResponseResult): void {
  const { status, bytes, outcome } = result;
  const duration = Math.round(result.duration * 1_000) / 1_000;
  const fields = { method, ...get(REQUEST), route: route.path, status, duration, bytes, outcome };
  if (status >= 500) log.warn(MESSAGES[outcome], fields);
  else log.info(MESSAGES[outcome], fields);
}
