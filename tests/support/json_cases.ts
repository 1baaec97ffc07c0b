/**
 * Texts that are JSON or are not, which the scanner in Rust reads from the same file.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { ROOT } from "./checkout.ts";

/** One text, and who takes it. */
export interface JsonCase {
  /** As the file has it. */
  readonly line: string;
  readonly bytes: Uint8Array;
  /** Whether the server takes it. */
  readonly isTaken: boolean;
  /** Whether JSON.parse takes its text. */
  readonly isParsed: boolean;
}

/** Reads all cases. */
export function jsonCases(): JsonCase[] {
  const file = readFileSync(new URL("tests/support/json_cases.txt", ROOT), "utf8");
  const lines = file.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const verdict = line[0];
    return {
      line,
      bytes: bytesOf(line.slice(2)),
      isTaken: verdict === "y",
      isParsed: verdict !== "n",
    };
  });
}

/** Bytes of an ASCII text in which `%XX` stands for one. */
function bytesOf(text: string): Uint8Array {
  const units = text.match(/%[0-9A-F]{2}|[^]/g) ?? [];
  return Uint8Array.from(
    units,
    (unit) => unit.length === 3 ? parseInt(unit.slice(1), 16) : unit.charCodeAt(0),
  );
}

/** Whether JSON.parse takes a text. */
export function isParsed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
