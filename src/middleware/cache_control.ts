import { pairsOf } from "../http/header_list.ts";
import type { HookSet } from "../http/hooks.ts";
import { checkOptions } from "../http/options.ts";
import { type Duration, parseDuration } from "../http/quantity.ts";
import { UsageError } from "../http/usage_error.ts";

/** How {@linkcode cacheControl} works. */
export interface CacheControlOptions {
  /** How long an answer may be used again without asking. Default 0: caches must ask each time. */
  readonly maxAge?: Duration;
  /** Lets shared caches keep answers too. Default false: only the client's own cache. */
  readonly public?: boolean;
  /**
   * How long an answer may be used after that while a new one is fetched; takes a `maxAge` over 0.
   * Default 0.
   */
  readonly staleWhileRevalidate?: Duration;
}

const OPTIONS = { owner: "cacheControl()", keys: ["maxAge", "public", "staleWhileRevalidate"] };

/**
 * Sets `cache-control` (RFC 9111, RFC 5861) on answers to GET and HEAD of status 200 and 304 that do
 * not have it already. Seconds are what the header has: what is left of a duration is cut off.
 *
 * An answer with a cookie is `private` whatever `public` says: a shared cache would hand the cookie of
 * one client to all others. Add it behind the hooks that set cookies, so that it sees them.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION` and `SPK_BAD_OPTION`, the latter also for `public` that is no
 * boolean, and for `staleWhileRevalidate` where `maxAge` is under a second: `no-cache` forbids what it
 * allows.
 *
 * @example
 * ```ts
 * app.use(cacheControl({ maxAge: "1m", public: true })); // public, max-age=60
 * ```
 */
export function cacheControl(options: CacheControlOptions = {}): HookSet {
  checkOptions(options, OPTIONS);
  const directives = directivesOf(options).join(", ");
  const isPublic = readPublic(options.public ?? false);
  return {
    onSend: ({ method }, { status, headers }) => {
      if (method !== "GET" && method !== "HEAD" || status !== 200 && status !== 304) return;
      if (headers.has("cache-control")) return;
      const scope = isPublic && !headers.has("set-cookie") ? "public" : "private";
      pairsOf(headers).push("cache-control", `${scope}, ${directives}`);
    },
  };
}

function readPublic(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw badOption(`The option "public" is ${String(value)}: pass true or false`);
}

function directivesOf(options: CacheControlOptions): string[] {
  const maxAge = secondsOf(options.maxAge ?? 0, "maxAge");
  const stale = secondsOf(options.staleWhileRevalidate ?? 0, "staleWhileRevalidate");
  if (stale > 0 && maxAge === 0) {
    throw badOption(
      'The option "staleWhileRevalidate" of cacheControl() needs a "maxAge" of a second or more: ' +
        "without one, caches must ask each time",
    );
  }
  return [
    maxAge === 0 ? "no-cache" : `max-age=${maxAge}`,
    ...(stale === 0 ? [] : [`stale-while-revalidate=${stale}`]),
  ];
}

function secondsOf(duration: Duration, option: string): number {
  return Math.floor(parseDuration(duration, option) / 1_000);
}

function badOption(message: string): UsageError {
  return new UsageError("SPK_BAD_OPTION", message);
}
