/**
 * Options to settings: everything checked, every default in its place.
 *
 * @module
 */

import type { NativeSettings } from "../bridge/mod.ts";
import { checkOptions } from "../http/options.ts";
import { type Duration, parseDuration } from "../http/quantity.ts";
import type { LimitOptions, ListenOptions, TimeoutOptions } from "./options.ts";
import { badValue, MAX_UINT32, PORTS, readHost, readWholeNumber } from "./values.ts";

/** Keys of {@linkcode ListenOptions}. */
export const LISTEN_KEYS: readonly string[] = [
  "host",
  "port",
  "threads",
  "limits",
  "timeouts",
  "shutdownTimeout",
  "drainDelay",
];

/** Settings that are of the app. */
type NativeAppKey =
  | ("bodyLimit" | "handlerTimeout" | "routes" | "fallback" | "health")
  | ("answerHeaders" | "requestIdHeader");

const LIMIT_KEYS: readonly string[] = ["slots", "slotWait", "connections", "streams"];

/** What the server is to be like; the app adds its routes. */
export interface ListenSettings {
  readonly native: Omit<NativeSettings, NativeAppKey>;
  /** Milliseconds. */
  readonly shutdownTimeout: number;
}

/**
 * Reads the options of `listen()`.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION` and `SPK_BAD_OPTION`.
 */
export function readListenOptions(options: ListenOptions): ListenSettings {
  checkOptions(options, { owner: "listen()", keys: LISTEN_KEYS });
  const { host, port, threads, limits, timeouts, shutdownTimeout, drainDelay } = options;
  return {
    native: {
      host: readHost(host ?? "127.0.0.1", 'option "host"'),
      port: readWholeNumber(port ?? 8000, 'option "port"', PORTS),
      threads: readWholeNumber(threads ?? 0, 'option "threads"', { min: 0, max: 255 }),
      limits: readLimits(limits ?? {}),
      timeouts: readTimeouts(timeouts ?? {}),
      drainDelay: parseDuration(drainDelay ?? 0, "drainDelay"),
    },
    shutdownTimeout: parseDuration(shutdownTimeout ?? "10s", "shutdownTimeout"),
  };
}

function readLimits(limits: LimitOptions): NativeSettings["limits"] {
  checkOptions(limits, { owner: '"limits"', keys: LIMIT_KEYS });
  const { slots, slotWait, connections, streams } = limits;
  const slotRange = { min: 1, max: 65_536 };
  const range = { min: 1, max: MAX_UINT32 };
  return {
    slots: readWholeNumber(slots ?? 1_024, 'option "limits.slots"', slotRange),
    slotWait: parseDuration(slotWait ?? "1s", "limits.slotWait"),
    // 0 leaves the number to the server, which knows how many files it may open.
    connections: connections === undefined
      ? 0
      : readWholeNumber(connections, 'option "limits.connections"', range),
    streams: readWholeNumber(streams ?? 10_000, 'option "limits.streams"', range),
  };
}

function readTimeouts(timeouts: TimeoutOptions): NativeSettings["timeouts"] {
  checkOptions(timeouts, { owner: '"timeouts"', keys: ["head", "idle", "body"] });
  const { head, idle, body } = timeouts;
  return {
    head: readPatience(head ?? "10s", "timeouts.head"),
    idle: readPatience(idle ?? "75s", "timeouts.idle"),
    body: readPatience(body ?? "15s", "timeouts.body"),
  };
}

/** Refuses 0: it would hang up on every client at once, where elsewhere it means no limit. */
function readPatience(value: Duration, option: string): number {
  const milliseconds = parseDuration(value, option);
  if (milliseconds > 0) return milliseconds;
  throw badValue(`option "${option}"`, value, "1 ms or more");
}

/** Returns a size that can cross. Throws `SPK_BAD_OPTION` from 4 GiB on. */
export function checkSize(bytes: number, option: string): number {
  return readWholeNumber(bytes, `option "${option}"`, { min: 0, max: MAX_UINT32 });
}
