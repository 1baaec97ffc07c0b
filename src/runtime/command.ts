/**
 * What a program of the command line has to do with its host: arguments, output, end.
 *
 * @module
 */

import process from "node:process";
import { inspect } from "node:util";

/** Arguments behind the program. */
export function commandArguments(): readonly string[] {
  return process.argv.slice(2);
}

/**
 * Keeps standard output for what the returned function prints: whatever else is written there, by
 * `console.log` too, goes to standard error from now on.
 *
 * The function resolves once the text is written, or the reader has gone; it rejects where the
 * output cannot take it.
 */
export function reserveOutput(): (text: string) => Promise<void> {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  console.log = console.info = console.debug = console.error;
  // A failed write is told to its callback, and ends the process where nobody hears the event.
  stdout.on("error", () => {});
  return (text) =>
    new Promise((resolve, reject) => {
      write(text, (error) => hasFailed(error) ? reject(error) : resolve());
    });
}

/** Writes a message for people. */
export function printMessage(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Makes any end of the process a failure with this message, until the returned function is called:
 * code that is loaded may end it as if all were well.
 */
export function failOnEnd(message: string): () => void {
  const release = () => {
    process.off("exit", fail);
    globalThis.removeEventListener?.("unload", fail);
  };
  const fail = () => {
    release();
    printMessage(message);
    process.exitCode = 1;
  };
  process.on("exit", fail);
  // Deno.exit() tells no listener of "exit".
  globalThis.addEventListener?.("unload", fail);
  return release;
}

/** Ends the process, whatever goes on in it. */
export function endProcess(code: number): never {
  process.exit(code);
}

/** Describes what was thrown: its stack and its causes, without colours. */
export function describeThrown(thrown: unknown): string {
  return inspect(thrown, { colors: false });
}

function hasFailed(error: NodeJS.ErrnoException | null | undefined): boolean {
  return error !== null && error !== undefined && error.code !== "EPIPE";
}
