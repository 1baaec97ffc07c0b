import { UsageError } from "./usage_error.ts";

/** A number of bytes, or text such as `"512kb"`; units are powers of 1,024. */
export type Size = number | `${number}${"b" | "kb" | "mb" | "gb"}`;

/** A number of milliseconds, or text such as `"30s"`. */
export type Duration = number | `${number}${"ms" | "s" | "m" | "h"}`;

const BYTES: ReadonlyMap<string, number> = new Map([
  ["b", 1],
  ["kb", 1_024],
  ["mb", 1_024 ** 2],
  ["gb", 1_024 ** 3],
]);
const MILLISECONDS: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
]);
/** Longest delay of a timer. */
const MAX_MILLISECONDS = 2 ** 31 - 1;

/**
 * Reads a size: bytes, or a number and `b`, `kb`, `mb` or `gb` (powers of 1,024). `option` names it
 * in messages. Throws TypeError `SPK_BAD_OPTION` for anything else.
 *
 * @example
 * ```ts
 * parseSize("1.5kb", "bodyLimit"); // 1536
 * ```
 */
export function parseSize(value: Size, option: string): number {
  const bytes = read(value, BYTES);
  if (bytes !== undefined && bytes <= Number.MAX_SAFE_INTEGER) return bytes;
  throw badOption(option, value, 'bytes, or text such as "512kb" or "1mb"');
}

/**
 * Reads a duration: milliseconds, or a number and `ms`, `s`, `m` or `h`, up to 24 days. `option` names
 * it in messages. Throws TypeError `SPK_BAD_OPTION` for anything else.
 *
 * @example
 * ```ts
 * parseDuration("30s", "handlerTimeout"); // 30000
 * ```
 */
export function parseDuration(value: Duration, option: string): number {
  const milliseconds = read(value, MILLISECONDS);
  if (milliseconds !== undefined && milliseconds <= MAX_MILLISECONDS) return milliseconds;
  throw badOption(option, value, 'milliseconds, or text such as "500ms" or "30s"');
}

/** Returns a whole number, or undefined where the value is none. */
function read(value: unknown, units: ReadonlyMap<string, number>): number | undefined {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  }
  if (typeof value !== "string") return undefined;
  const [, digits, unit = ""] = /^(\d{1,15}(?:\.\d{1,15})?)([a-z]{1,2})$/.exec(value) ?? [];
  const factor = units.get(unit);
  return factor === undefined ? undefined : Math.round(Number(digits) * factor);
}

function badOption(option: string, value: unknown, wanted: string): UsageError {
  const shown = typeof value === "string" ? JSON.stringify(value) : String(value);
  return new UsageError("SPK_BAD_OPTION", `The option "${option}" is ${shown}: pass ${wanted}`);
}
