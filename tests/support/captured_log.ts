/**
 * What the framework logs, kept for a test to look at.
 *
 * @module
 */
import process from "node:process";
import type { Test } from "uvu";

/** Returns the lines logged during each test of the suite, which are not printed. */
export function captureLog(test: Test): readonly string[] {
  const lines: string[] = [];
  const { write } = process.stderr;
  test.before.each(() => {
    lines.length = 0;
    process.stderr.write = (text: string | Uint8Array) => {
      lines.push(String(text));
      return true;
    };
  });
  test.after.each(() => {
    process.stderr.write = write;
  });
  return lines;
}
