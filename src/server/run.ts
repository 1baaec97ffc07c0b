/**
 * A server as a whole program: environment, signals, and what people see.
 *
 * @module
 */

import { checkOptions } from "../routing/options.ts";
import { readEnvironment } from "../runtime/environment.ts";
import { exitBySignal, onSignal, STOP_SIGNALS, type StopSignal } from "../runtime/signals.ts";
import { announceStart, announceStop } from "./announce.ts";
import type { ListenOptions, ServerOptions } from "./options.ts";
import type { BoundServer } from "./server.ts";
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
  checkOptions(options, { owner: "run()", keys: [...LISTEN_KEYS, "signals", "banner"] });
  const { signals, banner, ...listenOptions } = options;
  return {
    listen: readListenOptions(withEnvironment(listenOptions)),
    signals: readSignals(signals ?? STOP_SIGNALS),
    hasBanner: readBoolean(banner ?? true, 'option "banner"'),
  };
}

function withEnvironment(options: ListenOptions): ListenOptions {
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

/** The line at the start, but for how long it took. */
export interface Introduction {
  readonly name: string | undefined;
  readonly routes: number;
  /** When the start began, on the monotonic clock. */
  readonly began: number;
}

/**
 * Stays with a server until it has stopped, whoever stops it. The first signal closes it, a second
 * one ends the process with 130 or 143; after the stop signals have their usual effect again.
 */
export async function supervise(
  server: BoundServer,
  { signals, hasBanner }: RunSettings,
  { name, routes, began }: Introduction,
): Promise<void> {
  const unsubscribe = onSignal(signals, stopper(server));
  const ready = Math.round(performance.now() - began);
  if (hasBanner) announceStart(server, { name, routes, ready });
  const drained = await server.stopped;
  unsubscribe();
  if (hasBanner) announceStop(drained);
}

function stopper(server: BoundServer): (signal: StopSignal) => void {
  let isStopping = false;
  return (signal) => {
    if (isStopping) return exitBySignal(signal);
    isStopping = true;
    server.close();
  };
}
