import { cut } from "./cut.ts";
import { BareRecord, type TextRecord } from "./record.ts";
import { UsageError } from "./usage_error.ts";

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110 section 5.5: tab, visible ASCII, space, and the opaque bytes 0x80 to 0xFF. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Fields that frame a message or govern its connection: a handler that set them could split it. */
const SERVER_FIELDS: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Tells whether `text` is a token (RFC 9110): a method, a header name, a cookie name. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** Tells whether only the server may set the header; the name is lower case. */
export function isServerHeader(name: string): boolean {
  return SERVER_FIELDS.has(name);
}

/** Tells whether a header describes the content it comes with; the name is lower case. */
export function isContentHeader(name: string): boolean {
  return name.startsWith("content-") && !name.startsWith("content-security-policy");
}

/** Returns the name in lower case; throws `SPK_BAD_HEADER` where a handler may not set it. */
export function checkHeaderName(name: string): string {
  if (typeof name !== "string" || !TOKEN.test(name)) {
    throw badHeader(`The header name ${quote(name)} is not a token: use letters, digits and "-"`);
  }
  const lower = name.toLowerCase();
  if (SERVER_FIELDS.has(lower)) {
    throw badHeader(`The header "${lower}" belongs to the server: leave it out`);
  }
  return lower;
}

/** Returns the value; throws `SPK_BAD_HEADER` where it has CR, LF, NUL or a character over 0xFF. */
export function checkHeaderValue(name: string, value: string): string {
  if (typeof value !== "string") {
    throw badHeader(`The header "${name}" got a ${typeof value}: pass a string`);
  }
  if (!FIELD_VALUE.test(value)) {
    throw badHeader(
      `The value of the header "${name}" has a control character or one over 0xFF: ` +
        "remove or encode it",
    );
  }
  return value;
}

/**
 * Encodes checked pairs `[name, value, name, value]` as the head of a reply: each text followed by
 * a NUL.
 */
export function encodeHead(pairs: readonly string[]): string {
  return pairs.length === 0 ? "" : `${pairs.join("\0")}\0`;
}

/**
 * Reads the header text of a call (name, NUL, value, NUL, and so on). A name given more than once
 * is joined by `", "`, Cookie by `"; "` (RFC 9113 section 8.2.3).
 */
export function parseHeaders(text: string): TextRecord {
  const record = new BareRecord<string>();
  for (let start = 0; start < text.length;) {
    const nameEnd = text.indexOf("\0", start);
    const valueEnd = text.indexOf("\0", nameEnd + 1);
    const name = text.substring(start, nameEnd);
    const value = cut(text, nameEnd + 1, valueEnd);
    const earlier = record[name];
    record[name] = earlier === undefined ? value : earlier + separatorOf(name) + value;
    start = valueEnd + 1;
  }
  return record;
}

function separatorOf(name: string): string {
  return name === "cookie" ? "; " : ", ";
}

function quote(name: unknown): string {
  return JSON.stringify(String(name).slice(0, 100));
}

function badHeader(message: string): UsageError {
  return new UsageError("SPK_BAD_HEADER", message);
}
