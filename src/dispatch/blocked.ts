/**
 * Handlers that keep everything else waiting.
 *
 * @module
 */

import type { Logger } from "../http/log.ts";
import type { RouteMetadata } from "../routing/metadata.ts";
import { createThrottle } from "./throttle.ts";

/**
 * Makes a function that takes note of a route whose handler held the event loop, and logs one line
 * per route and 10 s. `now` reads a monotonic clock in milliseconds.
 */
export function createBlockedLog(
  log: Logger,
  now?: () => number,
): (route: RouteMetadata, milliseconds: number) => void {
  const throttle = createThrottle(now);
  return (metadata, milliseconds) => {
    const count = throttle(metadata.source);
    if (count === 0) return;
    const message = `${describe(metadata)} held the event loop for ${timeOf(milliseconds)}`;
    log("warn", message + handlerOf(metadata), { route: metadata.source, milliseconds, count });
  };
}

function describe({ method, path }: RouteMetadata): string {
  return `${method} ${path}`;
}

function handlerOf(metadata: RouteMetadata): string {
  const { name } = metadata;
  return name === describe(metadata) ? "" : ` (handler ${name})`;
}

function timeOf(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
