import type { AnyContext } from "../http/context.ts";
import { contextKey } from "../http/context_key.ts";
import { isToken } from "../http/headers.ts";
import type { HookSet, ResponseResult } from "../http/hooks.ts";
import type { LogFields } from "../http/log.ts";
import { checkOptions } from "../http/options.ts";
import { UsageError } from "../http/usage_error.ts";

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
  aborted: "Request aborted",
  timedOut: "Request timed out",
};

/**
 * Logs each request when its reply is gone: method, path without the query, route, status, duration
 * in milliseconds, bytes and outcome, with the request id; as a warning from status 500 on.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION` and `SPK_BAD_OPTION`.
 *
 * @example
 * ```ts
 * app.use(logger({ headers: ["user-agent"] }));
 * ```
 */
export function logger(options: LoggerOptions = {}): HookSet {
  checkOptions(options, OPTIONS);
  const names = namesOf(options.headers ?? []);
  // Read before the reply, after which nothing can be read any more; absent where a hook in front of
  // this one has answered.
  const request = contextKey<LogFields>("fields of logger()", { fallback: {} });
  return {
    onRequest: (context) => context.provide(request, fieldsOf(context, names)),
    onResponse: (context, result) => write(context, context.get(request), result),
  };
}

function namesOf(headers: readonly string[]): readonly string[] {
  if (Array.isArray(headers) && headers.every((name) => isToken(String(name)))) {
    return headers.map((name) => String(name).toLowerCase());
  }
  throw new UsageError(
    "SPK_BAD_OPTION",
    'The option "headers" of logger() takes a list of header names, such as ["user-agent"]',
  );
}

function fieldsOf({ path, header }: AnyContext, names: readonly string[]): LogFields {
  if (names.length === 0) return { path };
  return { path, headers: Object.fromEntries(names.map((name) => [name, header(name)])) };
}

function write(context: AnyContext, request: LogFields, result: ResponseResult): void {
  const { method, route, log } = context;
  const { status, bytes, outcome } = result;
  const duration = Math.round(result.duration * 1_000) / 1_000;
  const fields = { method, ...request, route: route.path, status, duration, bytes, outcome };
  if (status >= 500) log.warn(MESSAGES[outcome], fields);
  else log.info(MESSAGES[outcome], fields);
}
