/**
 * Handlers that answer too late.
 *
 * @module
 */

import type { Logger } from "../http/log.ts";

/** Shortest time between two lines about one route, in milliseconds. */
const INTERVAL = 10_000;

interface Expiries {
  /** Since the last line. */
  count: number;
  nextLine: number;
}

/**
 * Makes a function that counts a timed-out call of a route and logs one line per route and 10 s, so
 * that a stuck dependency cannot fill the log. `now` reads a monotonic clock in milliseconds.
 */
export function createExpiryLog(
  log: Logger,
  now: () => number = () => performance.now(),
): (source: string) => void {
  const routes = new Map<string, Expiries>();
  return (source) => {
    const expiries = routes.get(source) ?? { count: 0, nextLine: -Infinity };
    routes.set(source, expiries);
    expiries.count += 1;
    if (now() < expiries.nextLine) return;
    log("warn", "Handler missed its deadline: 504 was sent, a later result is dropped", {
      route: source,
      count: expiries.count,
    });
    expiries.count = 0;
    expiries.nextLine = now() + INTERVAL;
  };
}
