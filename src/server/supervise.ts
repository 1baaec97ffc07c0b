/**
 * A server as a whole program: signals, and what people see.
 *
 * @module
 */

import { surviveLostOutput } from "../runtime/console.ts";
import { exitBySignal, onSignal, type StopSignal } from "../runtime/signals.ts";
import { announce, startOf, stopOf } from "./announce.ts";
import type { RunSettings } from "./run_settings.ts";
import type { BoundServer } from "./server.ts";

/** The line at the start, but for how long it took. */
export interface Introduction {
  readonly name: string | undefined;
  readonly routes: number;
  /** Path of the page that shows the API; undefined for none. */
  readonly docs: string | undefined;
  /** When the start began, on the monotonic clock. */
  readonly began: number;
}

/**
 * Stays with a server until it has stopped, whoever stops it. The first signal closes it, a second
 * one ends the process with 130 or 143; after the stop signals have their usual effect again. From now
 * on the program may write to an output that nobody reads.
 */
export async function supervise(
  server: BoundServer,
  { signals, hasBanner }: RunSettings,
  { began, ...introduction }: Introduction,
): Promise<void> {
  surviveLostOutput();
  const unsubscribe = onSignal(signals, stopper(server));
  const ready = Math.round(performance.now() - began);
  if (hasBanner) announce(startOf(server, { ...introduction, ready }));
  const drained = await server.stopped;
  unsubscribe();
  if (hasBanner) announce(stopOf(drained));
}

function stopper(server: BoundServer): (signal: StopSignal) => void {
  let isStopping = false;
  return (signal) => {
    if (isStopping) return exitBySignal(signal);
    isStopping = true;
    server.close();
  };
}
