import { cut } from "./cut.ts";
import { BadRequest } from "./http_errors.ts";
import { BareRecord, type MultiRecord } from "./record.ts";

/** Most pairs in one query or form. */
const MAX_PAIRS = 1_000;
/** Most values of one name. */
const MAX_ITEMS = 100;
/** Longest decoded name or value, in characters. */
const MAX_LENGTH = 8_192;

/**
 * Reads a query or an urlencoded form (WHATWG URL section 5.1, decoded strictly): `+` is a space, a
 * name given more than once gets an array, a pair without `=` has the value `""`, empty pairs are
 * skipped.
 *
 * Throws BadRequest for a percent-encoding that is malformed or not UTF-8, for more than 1,000 pairs
 * or 100 values of one name, and for a name or value over 8,192 characters.
 *
 * @example
 * ```ts
 * parseQuery("q=a+b&tag=x&tag=y"); // { q: "a b", tag: ["x", "y"] }
 * ```
 */
export function parseQuery(text: string): MultiRecord {
  const record = new BareRecord<string | string[]>();
  const read = text.includes("%") || text.includes("+") ? decode : checkLength;
  let count = 0;
  let equals = text.indexOf("=");
  for (let start = 0; start < text.length;) {
    const ampersand = text.indexOf("&", start);
    const end = ampersand < 0 ? text.length : ampersand;
    // Searched once for each "=": a search for each pair would be quadratic where there is none.
    if (equals >= 0 && equals < start) equals = text.indexOf("=", start);
    if (end > start) {
      if (++count > MAX_PAIRS) throw new BadRequest("The query or form has more than 1,000 pairs");
      const nameEnd = equals < 0 || equals > end ? end : equals;
      const value = nameEnd === end ? "" : read(cut(text, nameEnd + 1, end));
      add(record, read(cut(text, start, nameEnd)), value);
    }
    start = end + 1;
  }
  return record;
}

function add(record: BareRecord<string | string[]>, name: string, value: string): void {
  const earlier = record[name];
  if (earlier === undefined) record[name] = value;
  else if (typeof earlier === "string") record[name] = [earlier, value];
  else if (earlier.push(value) > MAX_ITEMS) throw tooManyItems();
}

function tooManyItems(): BadRequest {
  return new BadRequest("The query or form has more than 100 values of one name");
}

function decode(raw: string): string {
  const spaced = raw.includes("+") ? raw.replaceAll("+", " ") : raw;
  return checkLength(spaced.includes("%") ? decodePercent(spaced) : spaced);
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new BadRequest("The query or form has an invalid percent-encoding");
  }
}

function checkLength(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  throw new BadRequest("The query or form has a name or value over 8,192 characters");
}
