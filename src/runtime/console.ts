/**
 * Lines to the terminal or the log collector, whatever has become of it.
 *
 * @module
 */

import process from "node:process";

/** One of the two output streams of the process. */
export type Output = "stdout" | "stderr";

/** Whether a person reads this output. */
export function isTerminal(output: Output): boolean {
  return process[output].isTTY === true;
}

/** Writes one line; a closed pipe or a full disk loses it and changes nothing else. */
export function writeLine(output: Output, line: string): void {
  try {
    ignoreErrors(output);
    process[output].write(`${line}\n`);
  } catch {
    // Nobody is left to be told.
  }
}

const watched = new Set<Output>();

// A failed write is also emitted as an "error" event, which ends the process where nobody listens.
function ignoreErrors(output: Output): void {
  if (watched.has(output)) return;
  watched.add(output);
  process[output].on("error", () => {});
}
