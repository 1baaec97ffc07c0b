/**
 * Signals that ask the process to stop, and its exit.
 *
 * @module
 */

import process from "node:process";

/** Signal that asks the process to stop. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** Every signal that can be subscribed to. */
export const STOP_SIGNALS: readonly StopSignal[] = ["SIGINT", "SIGTERM"];

// A shell reports death by signal n as 128 + n (POSIX 2.8.2); these are what supervisors expect.
const EXIT_CODES: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143 };

/**
 * Calls the listener on each of these signals, in place of the host's default of ending the process.
 *
 * Needs no permission under Deno. Returns a function that restores the default; it may be called
 * more than once.
 */
export function onSignal(
  signals: readonly StopSignal[],
  listener: (signal: StopSignal) => void,
): () => void {
  const subscriptions = [...new Set(signals)].map((signal) => {
    const handle = () => listener(signal);
    process.on(signal, handle);
    return () => process.off(signal, handle);
  });
  return () => subscriptions.forEach((unsubscribe) => unsubscribe());
}

/** Ends the process at once with the exit code of this signal: 130 or 143. */
export function exitBySignal(signal: StopSignal): void {
  process.exit(EXIT_CODES[signal]);
}
