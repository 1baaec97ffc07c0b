/**
 * Options of `run()` to settings.
 *
 * @module
 */

import { checkOptions } from "../http/options.ts";
import { readEnvironment } from "../runtime/environment.ts";
import { STOP_SIGNALS, type StopSignal } from "../runtime/signals.ts";
import type { ServerOptions } from "./options.ts";
import { LISTEN_KEYS, type ListenSettings, readListenOptions } from "./settings.ts";
import { badValue, PORTS, readBoolean, readHost, readWholeNumber } from "./values.ts";

/** Options of `run()`, checked. */
export interface RunSettings {
  readonly listen: ListenSettings;
  readonly signals: readonly StopSignal[];
  readonly hasBanner: boolean;
}

/**
 * Reads the options of `run()`; HOST and PORT of the environment stand in for absent ones where
 * reading them is permitted.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION` and `SPK_BAD_OPTION`, the latter for the environment too.
 */
export function readRunOptions(options: ServerOptions): RunSettings {
  checkKeys(options);
  return readSettings(withEnvironment(options));
}

/** Checks the options of `run()` as {@linkcode readRunOptions} does, but not the environment. */
export function checkRunOptions(options: ServerOptions): void {
  checkKeys(options);
  readSettings(options);
}

function checkKeys(options: ServerOptions): void {
  checkOptions(options, { owner: "run()", keys: [...LISTEN_KEYS, "signals", "banner"] });
}

function readSettings(options: ServerOptions): RunSettings {
  const { signals, banner, ...listenOptions } = options;
  return {
    listen: readListenOptions(listenOptions),
    signals: readSignals(signals ?? STOP_SIGNALS),
    hasBanner: readBoolean(banner ?? true, 'option "banner"'),
  };
}

function withEnvironment(options: ServerOptions): ServerOptions {
  const host = options.host === undefined ? readEnvironment("HOST") : undefined;
  const port = options.port === undefined ? readEnvironment("PORT") : undefined;
  return {
    ...options,
    ...(host !== undefined && { host: readHost(host, 'environment variable "HOST"') }),
    ...(port !== undefined && { port: readPort(port) }),
  };
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : text;
  return readWholeNumber(port, 'environment variable "PORT"', PORTS);
}

function readSignals(signals: readonly StopSignal[]): readonly StopSignal[] {
  const isKnown = Array.isArray(signals) &&
    signals.every((signal) => STOP_SIGNALS.includes(signal));
  if (isKnown) return signals;
  throw badValue('option "signals"', signals, `a list of ${STOP_SIGNALS.join(" and ")}`);
}
