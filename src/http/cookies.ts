import { cut } from "./cut.ts";
import { BadRequest } from "./http_errors.ts";
import { BareRecord, type TextRecord } from "./record.ts";

/** Most cookies one request may carry. */
const MAX_COOKIES = 100;
/** Longest name or value, in characters. */
const MAX_LENGTH = 8_192;
/** Characters that no cookie name read by {@linkcode parseCookies} holds. */
const NEVER_IN_NAME = /[ \t;=]/;

/**
 * Reads a Cookie header (RFC 6265 section 5.4, read leniently): the first of two cookies with one
 * name wins, values are percent-decoded where that works, pairs without a name are skipped.
 *
 * Throws BadRequest for more than 100 cookies, or a name or value over 8,192 characters.
 *
 * @example
 * ```ts
 * parseCookies("a=1; b=%20"); // { a: "1", b: " " }
 * ```
 */
export function parseCookies(text: string): TextRecord {
  const record = new BareRecord<string>();
  let count = 0;
  for (let start = 0; start < text.length;) {
    const end = endOfPair(text, start);
    const nameStart = skipSpace(text, start, end);
    const equals = text.indexOf("=", nameStart);
    if (equals > nameStart && equals < end) {
      if (++count > MAX_COOKIES) throw new BadRequest("The request has more than 100 cookies");
      const name = checkLength(cut(text, nameStart, equals));
      if (record[name] === undefined) record[name] = readValue(text, equals + 1, end);
    }
    start = end + 1;
  }
  return record;
}

/** Returns the cookie that {@linkcode parseCookies} would give under `name`, without the others. */
export function findCookie(text: string, name: string): string | undefined {
  if (name === "" || NEVER_IN_NAME.test(name)) return undefined;
  const key = `${name}=`;
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    if (isStartOfPair(text, at)) {
      return readValue(text, at + key.length, endOfPair(text, at));
    }
  }
  return undefined;
}

function readValue(text: string, from: number, to: number): string {
  let start = skipSpace(text, from, to);
  let end = to;
  while (end > start && isSpace(text, end - 1)) end--;
  if (end - start >= 2 && text[start] === '"' && text[end - 1] === '"') {
    start++;
    end--;
  }
  return decode(checkLength(cut(text, start, end)));
}

function decode(value: string): string {
  if (!value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function checkLength(text: string): string {
  if (text.length > MAX_LENGTH) throw new BadRequest("A cookie is over 8,192 characters");
  return text;
}

function endOfPair(text: string, start: number): number {
  const end = text.indexOf(";", start);
  return end < 0 ? text.length : end;
}

function isStartOfPair(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && isSpace(text, before)) before--;
  return before < 0 || text[before] === ";";
}

function skipSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(text, at)) at++;
  return at;
}

function isSpace(text: string, at: number): boolean {
  return text[at] === " " || text[at] === "\t";
}
