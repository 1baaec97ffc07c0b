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

/**
 * Lets the program write to standard output, by `console.log` say, after its reader has gone or its disk
 * is full: those lines are lost, where Node would end the process. Any other error stays one.
 */
export function surviveLostOutput(): void {
  try {
    listenOnce("stdout", rethrow);
  } catch {
    // There is no such output: nothing can be written to it either.
  }
}

type ErrorListener = (error: NodeJS.ErrnoException) => void;

const LOST: ReadonlySet<string | undefined> = new Set(["EPIPE", "ENOSPC", "EIO"]);
const watched = new Set<Output>();

// A failed write is also emitted as an "error" event, which ends the process where nobody listens.
function ignoreErrors(output: Output): void {
  listenOnce(output, () => {});
}

function listenOnce(output: Output, listener: ErrorListener): void {
  if (watched.has(output)) return;
  watched.add(output);
  process[output].on("error", listener);
}

const rethrow: ErrorListener = (error) => {
  // Another listener has it too: without this one it would be theirs alone.
  if (LOST.has(error.code) || process.stdout.listenerCount("error") > 1) return;
  throw error;
};
