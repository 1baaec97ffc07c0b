/**
 * What the framework logs, kept for a test to look at.
 *
 * @module
 */
import process from "node:process";
import type { Test } from "uvu";

/**
 * Whether a line says that a handler held the event loop. On a machine with too much to do any handler
 * may, so no test that is about something else looks at it.
 */
export function tellsOfPause(line: string): boolean {
  return line.includes(" held the event loop for ");
}

/**
 * Returns the lines logged during each test of the suite, which are not printed; those that tell of a
 * pause are left out unless the suite is about them.
 */
export function captureLog(
  test: Test,
  { withPauses = false }: { withPauses?: boolean } = {},
): readonly string[] {
  const lines: string[] = [];
  const { write } = process.stderr;
  test.before.each(() => {
    lines.length = 0;
    process.stderr.write = (text: string | Uint8Array) => {
      if (withPauses || !tellsOfPause(String(text))) lines.push(String(text));
      return true;
    };
  });
  test.after.each(() => {
    process.stderr.write = write;
  });
  return lines;
}
