import type { HookSet } from "../http/hooks.ts";
import { checkOptions } from "../http/options.ts";
import { type Duration, parseDuration } from "../http/quantity.ts";

/** How {@linkcode cacheControl} works. */
export interface CacheControlOptions {
  /** How long an answer may be used again without asking. Default 0: caches must ask each time. */
  readonly maxAge?: Duration;
  /** Lets shared caches keep answers too. Default false: only the client's own cache. */
  readonly public?: boolean;
  /** How long an answer may be used after that while a new one is fetched. Default 0. */
  readonly staleWhileRevalidate?: Duration;
}

const OPTIONS = { owner: "cacheControl()", keys: ["maxAge", "public", "staleWhileRevalidate"] };

/**
 * Sets `cache-control` (RFC 9111, RFC 5861) on answers to GET and HEAD of status 200 and 304 that do
 * not have it already. Seconds are what the header has: what is left of a duration is cut off.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION` and `SPK_BAD_OPTION`.
 *
 * @example
 * ```ts
 * app.use(cacheControl({ maxAge: "1m", public: true })); // public, max-age=60
 * ```
 */
export function cacheControl(options: CacheControlOptions = {}): HookSet {
  checkOptions(options, OPTIONS);
  const value = directivesOf(options).join(", ");
  return {
    onSend: ({ method }, { status, headers }) => {
      if (method !== "GET" && method !== "HEAD" || status !== 200 && status !== 304) return;
      if (!headers.has("cache-control")) headers.pairs.push("cache-control", value);
    },
  };
}

function directivesOf(options: CacheControlOptions): string[] {
  const maxAge = secondsOf(options.maxAge ?? 0, "maxAge");
  const stale = secondsOf(options.staleWhileRevalidate ?? 0, "staleWhileRevalidate");
  return [
    options.public === true ? "public" : "private",
    maxAge === 0 ? "no-cache" : `max-age=${maxAge}`,
    ...(stale === 0 ? [] : [`stale-while-revalidate=${stale}`]),
  ];
}

function secondsOf(duration: Duration, option: string): number {
  return Math.floor(parseDuration(duration, option) / 1_000);
}
