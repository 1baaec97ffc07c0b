/**
 * The probes that the server answers itself, without JavaScript.
 *
 * @module
 */

import { checkOptions } from "../http/options.ts";
import { UsageError } from "../http/usage_error.ts";
import { parsePath, type Path } from "../routing/path.ts";
import type { TableRoute } from "../routing/table.ts";

/** Where the server answers how it is. Paths have no parameters. */
export interface HealthOptions {
  /** 200 while the process serves. Default `"/livez"`. */
  readonly live?: Path;
  /** 200 while requests are answered in time; 503 where not, and during a stop. Default `"/readyz"`. */
  readonly ready?: Path;
}

/** Paths of the probes, as the server matches them. */
export interface HealthPaths {
  readonly live: string;
  readonly ready: string;
}

const METHODS: readonly string[] = ["GET", "HEAD"];

/**
 * Reads the option `health`; undefined where it is false.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION`, `SPK_BAD_OPTION` and `SPK_BAD_PATH`.
 */
export function readHealth(health: HealthOptions | false = {}): HealthPaths | undefined {
  if (health === false) return undefined;
  checkOptions(health, { owner: '"health"', keys: ["live", "ready"] });
  const live = readPath(health.live ?? "/livez", "live");
  const ready = readPath(health.ready ?? "/readyz", "ready");
  if (live !== ready) return { live, ready };
  throw new UsageError("SPK_BAD_OPTION", `Both paths of "health" are "${live}": change one`);
}

/** Throws TypeError `SPK_DUPLICATE_ROUTE` where a route has the path of a probe. */
export function checkProbes(health: HealthPaths | undefined, routes: readonly TableRoute[]): void {
  if (health === undefined) return;
  for (const { metadata, method, path } of routes) {
    const probe = path === health.live ? "live" : path === health.ready ? "ready" : undefined;
    if (probe === undefined || !METHODS.includes(method)) continue;
    throw new UsageError(
      "SPK_DUPLICATE_ROUTE",
      `${metadata.source} matches the same requests as health.${probe} of the app: change one of ` +
        'them, or set "health" to false',
    );
  }
}

function readPath(value: string, name: string): string {
  const { path, paramNames } = parsePath(value);
  if (paramNames.length === 0) return path;
  throw new UsageError(
    "SPK_BAD_OPTION",
    `The path "${value}" of "health.${name}" has a parameter: write a plain one`,
  );
}
