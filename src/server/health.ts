/**
 * The probes that the server answers itself, without JavaScript.
 *
 * @module
 */

import { checkOptions } from "../http/options.ts";
import type { Path } from "../routing/path.ts";
import { readOwnPath } from "./own_path.ts";

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

/**
 * Reads the option `health`; undefined where it is false.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION`, `SPK_BAD_OPTION` and `SPK_BAD_PATH`.
 */
export function readHealth(health: HealthOptions | false = {}): HealthPaths | undefined {
  if (health === false) return undefined;
  checkOptions(health, { owner: '"health"', keys: ["live", "ready"] });
  const live = readOwnPath(health.live ?? "/livez", "health.live");
  const ready = readOwnPath(health.ready ?? "/readyz", "health.ready");
  return { live, ready };
}
