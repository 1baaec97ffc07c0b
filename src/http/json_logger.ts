import { type Logger, readFields } from "./log.ts";
import { type IsSecret, showFields } from "./log_fields.ts";
import { UsageError } from "./usage_error.ts";

const SECRETS: readonly string[] = [
  "authorization",
  "cookie",
  "cookies",
  "proxy-authorization",
  "set-cookie",
  "x-api-key",
];

/** How {@linkcode jsonLogger} works. */
export interface JsonLoggerOptions {
  /** Fields whose values are not shown, beside those of credentials in headers. Default: none. */
  readonly redact?: readonly string[];
}

/**
 * A logger that writes JSON lines with `time`, `level`, `message` and the fields.
 *
 * Each string is cut at 1 KiB, each field after 1000 values or 10 levels, and no control character gets
 * through. Values of `authorization`, `cookie`, `cookies`, `set-cookie`, `proxy-authorization`,
 * `x-api-key` and of the fields to redact are left out at every depth, their names in any case and with
 * `-`, `_` or nothing between the words. A field that cannot be read or written costs no other one.
 *
 * Throws TypeError `SPK_BAD_OPTION` for a name to redact of which nothing but `-` and `_` is there.
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
  const secrets = new Set([...SECRETS, ...checkRedact(redact)].map(plainName));
  const isSecret: IsSecret = (name) => secrets.has(plainName(name));
  return (level, message, fields) => {
    const line = { time: new Date().toISOString(), level, message };
    // The second spread keeps fields from replacing what every line has.
    const shown = showFields({ ...line, ...readFields(fields), ...line }, isSecret);
    write(escapeControls(JSON.stringify(shown)));
  };
}

/** Returns the names of fields to redact. Throws `SPK_BAD_OPTION` for one that could match none. */
export function checkRedact(names: readonly string[]): readonly string[] {
  const empty = names.find((name) => plainName(name) === "");
  if (empty === undefined) return names;
  throw new UsageError(
    "SPK_BAD_OPTION",
    `The option "redact" has the name "${empty}", which no field can match: ` +
      'name a field, such as "password"',
  );
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}

// JSON leaves DEL, the C1 controls and the two line separators alone; terminals and readers do not.
function escapeControls(text: string): string {
  return text.replace(
    /[\x7f-\x9f\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
