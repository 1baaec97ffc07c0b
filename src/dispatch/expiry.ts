/**
 * Handlers that answer too late.
 *
 * @module
 */

import type { Logger } from "../http/log.ts";
import { createThrottle } from "./throttle.ts";

/**
 * Makes a function that takes note of a timed-out call of a route, and logs one line per route and
 * 10 s. `now` reads a monotonic clock in milliseconds.
 */
export function createExpiryLog(log: Logger, now?: () => number): (source: string) => void {
  const throttle = createThrottle(now);
  return (route) => {
    const count = throttle(route);
    if (count === 0) return;
    const message = "Handler missed its deadline: 504 was sent, a later result is dropped";
    log("warn", message, { route, count });
  };
}
