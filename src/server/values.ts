/**
 * Reading values of options, whatever a program in JavaScript passes.
 *
 * @module
 */

import { UsageError } from "../http/usage_error.ts";

/** Range of a whole number; both ends belong to it. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Largest number that crosses to the server: sizes in bytes, times in milliseconds. */
export const MAX_UINT32 = 4_294_967_295;
/** Range of a port. */
export const PORTS: Range = { min: 0, max: 65_535 };

// A name or an address, without what would make it a URL, a path or two words.
const HOST = /^[^\s/@?#"\\]+$/;

/** Reads a whole number. Throws `SPK_BAD_OPTION` for anything else; `name` says what it is. */
export function readWholeNumber(value: unknown, name: string, { min, max }: Range): number {
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  throw badValue(name, value, `a whole number from ${min} to ${max}`);
}

/** Reads a host, an IPv6 address without its brackets. Throws `SPK_BAD_OPTION`. */
export function readHost(value: unknown, name: string): string {
  if (typeof value !== "string" || !HOST.test(value)) {
    throw badValue(name, value, 'a name or an address, such as "127.0.0.1"');
  }
  return value.replace(/^\[(.*)\]$/, "$1");
}

/** Reads a text, or undefined where there is none. Throws `SPK_BAD_OPTION`. */
export function readText(value: unknown, name: string): string | undefined {
  if (value === undefined || (typeof value === "string" && value !== "")) return value;
  throw badValue(name, value, "a text");
}

/** Reads a list of names. Throws `SPK_BAD_OPTION`. */
export function readNames(value: unknown, name: string): readonly string[] {
  const isList = Array.isArray(value) &&
    value.every((item) => typeof item === "string" && item !== "");
  if (isList) return [...value];
  throw badValue(name, value, 'a list of names, such as ["password"]');
}

/** Reads a boolean. Throws `SPK_BAD_OPTION`. */
export function readBoolean(value: unknown, name: string): boolean {
  if (typeof value === "boolean") return value;
  throw badValue(name, value, "true or false");
}

/** Makes the error for a value that is not what it should be. */
export function badValue(name: string, value: unknown, wanted: string): UsageError {
  return new UsageError("SPK_BAD_OPTION", `The ${name} is ${show(value)}: it must be ${wanted}`);
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
