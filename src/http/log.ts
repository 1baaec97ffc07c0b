/**
 * What can be logged, and by what.
 *
 * @module
 */

/** How much a line matters. */
export type LogLevel = "info" | "warn" | "error";

/** What a line says beside its message. */
export type LogFields = { readonly [name: string]: LogValue };

/** Value of a field; undefined leaves it out, an Error is told with its stack and causes. */
export type LogValue =
  | (string | number | boolean | null | undefined)
  | (Error | LogFields | readonly LogValue[]);

/** Takes what the framework has to say. Must not throw. */
export type Logger = (level: LogLevel, message: string, fields: LogFields) => void;

/** Logger of one request, at three levels; each line has the id of the request as `requestId`. */
export interface RequestLog {
  /** Says what happened. */
  readonly info: LogMethod;
  /** Says what somebody should look at. */
  readonly warn: LogMethod;
  /** Says what went wrong. */
  readonly error: LogMethod;
}

/** Writes a line: a message, and fields if there are any. */
export type LogMethod = (message: string, fields?: LogFields) => void;

/**
 * Makes the logger of a request; its id is asked for when there is something to log. No field takes the
 * place of the id.
 */
export function requestLog(log: Logger, id: () => string): RequestLog {
  const at = (level: LogLevel): LogMethod => (message, fields) => {
    const line = { requestId: id() };
    // The first spread keeps the id in front.
    log(level, message, { ...line, ...readFields(fields), ...line });
  };
  return { info: at("info"), warn: at("warn"), error: at("error") };
}

/** Copies fields; one that throws when it is read is `"[unreadable]"`, and what has no fields gives none. */
export function readFields(fields: LogFields | undefined): LogFields {
  if (fields === undefined) return {};
  try {
    return Object.fromEntries(Object.keys(fields).map((name) => [name, readField(fields, name)]));
  } catch {
    return {};
  }
}

function readField(fields: LogFields, name: string): LogValue {
  try {
    return fields[name];
  } catch {
    return "[unreadable]";
  }
}
