import { isPlainObject } from "../http/plain_object.ts";

/** One event of an event stream; without `data` clients see no event, but take over id and retry. */
export interface ServerSentEvent {
  /** Text as it is, each line of it on its own; anything else as JSON. */
  readonly data?: unknown;
  /** Name of the event. Default for clients: `message`. */
  readonly event?: string;
  /** What the client sends as `Last-Event-ID` when it connects again. */
  readonly id?: string | number;
  /** Milliseconds that the client waits before it connects again. */
  readonly retry?: number;
  /** A line that clients ignore. */
  readonly comment?: string;
}

const MEMBERS: readonly string[] = ["data", "event", "id", "retry", "comment"];
const KEYS: ReadonlySet<string> = new Set(MEMBERS);
const LINE_END = /\r\n|\r|\n/;
const UNSAFE = /[\r\n\0]/;

/**
 * Returns an event as it is on the wire (HTML standard, section 9.2.6); a string is its data.
 *
 * Throws TypeError for what is no event: another key, an object of a class without any of the members
 * (a Date, a Map), a name or an id with CR, LF or NUL in it, a time that is no whole number of
 * milliseconds, data that JSON cannot write.
 */
export function encodeEvent(event: unknown): string {
  if (typeof event === "string") return `${linesOf("data", event)}\n`;
  const { data, event: name, id, retry, comment } = checkEvent(event);
  let text = "";
  if (comment !== undefined) text += linesOf("", textOf("comment", comment));
  if (retry !== undefined) text += encodeRetry(retry);
  if (name !== undefined) text += `event: ${safe("event", name)}\n`;
  if (id !== undefined) text += `id: ${safe("id", typeof id === "number" ? String(id) : id)}\n`;
  if (data !== undefined) text += linesOf("data", typeof data === "string" ? data : jsonOf(data));
  return `${text}\n`;
}

/** Returns the line that tells clients how long to wait before they connect again. */
export function encodeRetry(retry: number): string {
  if (Number.isSafeInteger(retry) && retry >= 0) return `retry: ${retry}\n`;
  throw new TypeError(`The retry of an event is ${String(retry)}: pass a number of milliseconds`);
}

function checkEvent(event: unknown): ServerSentEvent {
  if (typeof event !== "object" || event === null) {
    const kind = event === null ? "null" : typeof event;
    throw new TypeError(`An event stream gave a value of the type ${kind}: give { data: ... }`);
  }
  const stranger = Object.keys(event).find((key) => !KEYS.has(key));
  if (stranger !== undefined) {
    throw new TypeError(`An event has no member "${stranger}": give { data: ... }`);
  }
  // A Date or a Map has nothing to show, and would be sent as nothing.
  if (isPlainObject(event) || MEMBERS.some((key) => key in event)) return event;
  throw new TypeError(`An event stream gave a value of ${classOf(event)}: give { data: ... }`);
}

function classOf(event: object): string {
  const type: unknown = event.constructor;
  const name: unknown = typeof type === "function" ? type.name : undefined;
  return typeof name === "string" && name !== "" ? `the class ${name}` : "a class without a name";
}

function linesOf(field: string, text: string): string {
  return text.split(LINE_END).map((line) => `${field}: ${line}\n`).join("");
}

function safe(field: string, text: unknown): string {
  const known = textOf(field, text);
  if (!UNSAFE.test(known)) return known;
  throw new TypeError(`The ${field} of an event has CR, LF or NUL in it: leave them out`);
}

function textOf(field: string, text: unknown): string {
  if (typeof text === "string") return text;
  throw new TypeError(`The ${field} of an event is a ${typeof text}: pass a string`);
}

function jsonOf(data: unknown): string {
  const text: string | undefined = JSON.stringify(data);
  if (text !== undefined) return text;
  throw new TypeError(`The data of an event is a ${typeof data}, which JSON cannot write`);
}
