import type { LogFields, Logger } from "./log.ts";
import { describeThrown } from "./thrown.ts";

const MAX_FIELD = 1024;
const SECRETS: readonly string[] = [
  "authorization",
  "cookie",
  "proxy-authorization",
  "set-cookie",
  "x-api-key",
];

/** How {@linkcode jsonLogger} works. */
export interface JsonLoggerOptions {
  /** Fields whose values are not shown, beside those of credentials in headers. Default: none. */
  readonly redact?: readonly string[];
}

type Replacer = (name: string, value: unknown) => unknown;

/**
 * A logger that writes JSON lines with `time`, `level`, `message` and the fields.
 *
 * Each string is cut at 1 KiB, and no control character gets through. Values of `authorization`,
 * `cookie`, `set-cookie`, `proxy-authorization`, `x-api-key` and of the fields to redact are left out
 * at every depth, their names in any case and with `-`, `_` or nothing between the words.
 *
 * ```ts
 * const log = jsonLogger((line) => console.error(line));
 * log("warn", "Disk is nearly full", { free: 1024 });
 * ```
 */
export function jsonLogger(
  write: (line: string) => void,
  { redact = [] }: JsonLoggerOptions = {},
): Logger {
  const secrets = new Set([...SECRETS, ...redact].map(plainName));
  const replace: Replacer = (name, value) =>
    secrets.has(plainName(name)) ? hide(value) : limit(value);
  return (level, message, fields) => {
    const line = { time: new Date().toISOString(), level, message };
    write(escapeControls(textOf(line, fields, replace) ?? textOf(line, {}, replace) ?? ""));
  };
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}

/** Undefined where a field cannot be written: a cycle, say, which its type does not rule out. */
function textOf(line: LogFields, fields: LogFields, replace: Replacer): string | undefined {
  try {
    // The second spread keeps fields from replacing what every line has.
    return JSON.stringify({ ...line, ...fields, ...line }, replace);
  } catch {
    return undefined;
  }
}

function hide(value: unknown): unknown {
  return value === undefined ? undefined : "[redacted]";
}

function limit(value: unknown): unknown {
  if (value instanceof Error) return describeThrown(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "string" || value.length <= MAX_FIELD) return value;
  return `${value.slice(0, MAX_FIELD)}...`;
}

// JSON leaves DEL, the C1 controls and the two line separators alone; terminals and readers do not.
function escapeControls(text: string): string {
  return text.replace(
    /[\x7f-\x9f\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
