/**
 * Log lines: one JSON object each, safe to print whatever a request put into it.
 *
 * @module
 */

/** How much a line matters. */
export type LogLevel = "info" | "warn" | "error";

/** What a line says beside its message. Nested objects are described, never passed through. */
export type LogFields = { readonly [name: string]: LogValue };

/** Value of a field; undefined leaves it out. */
export type LogValue = string | number | boolean | null | undefined | LogFields;

/** Takes what the framework has to say. Must not throw. */
export type Logger = (level: LogLevel, message: string, fields: LogFields) => void;

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
    const line = { time: new Date().toISOString(), level, message, ...fields };
    write(escapeControls(JSON.stringify(line, limit)));
  };
}

function limit(name: string, value: unknown): unknown {
  if (SECRETS.has(name.toLowerCase())) return "[redacted]";
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
