import type { LogFields, Logger } from "./log.ts";
import { describeThrown } from "./thrown.ts";

const MAX_FIELD = 1024;
const SECRETS = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie"]);

/**
 * A logger that writes JSON lines with `time`, `level`, `message` and the fields.
 *
 * Each string is cut at 1 KiB, secrets are redacted, and no control character gets through.
 *
 * ```ts
 * const log = jsonLogger((line) => console.error(line));
 * log("warn", "Disk is nearly full", { free: 1024 });
 * ```
 */
export function jsonLogger(write: (line: string) => void): Logger {
  return (level, message, fields) => {
    const line = { time: new Date().toISOString(), level, message };
    write(escapeControls(textOf(line, fields) ?? textOf(line, {}) ?? ""));
  };
}

/** Undefined where a field cannot be written: a cycle, say, which its type does not rule out. */
function textOf(line: LogFields, fields: LogFields): string | undefined {
  try {
    // The second spread keeps fields from replacing what every line has.
    return JSON.stringify({ ...line, ...fields, ...line }, limit);
  } catch {
    return undefined;
  }
}

function limit(name: string, value: unknown): unknown {
  if (value === undefined) return undefined;
  if (SECRETS.has(name.toLowerCase())) return "[redacted]";
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
