import { cut } from "./cut.ts";
import { BareRecord, type MultiRecord } from "./record.ts";

/**
 * Makes a record of pairs as {@linkcode Call.queryPairs} gives them: a name given more than once gets
 * an array.
 *
 * @example
 * ```ts
 * recordOfPairs("q\0a b\0tag\0x\0tag\0y\0"); // { q: "a b", tag: ["x", "y"] }
 * ```
 */
export function recordOfPairs(text: string): MultiRecord {
  const record = new BareRecord<string | string[]>();
  const read = text.includes("%") ? cutDecoded : cut;
  for (let start = 0; start < text.length;) {
    const nameEnd = text.indexOf("\0", start);
    const end = text.indexOf("\0", nameEnd + 1);
    // Pairs end in NUL: without it there would be no way on from here.
    if (nameEnd === -1 || end === -1) break;
    add(record, read(text, start, nameEnd), read(text, nameEnd + 1, end));
    start = end + 1;
  }
  return record;
}

function add(record: BareRecord<string | string[]>, name: string, value: string): void {
  const earlier = record[name];
  if (earlier === undefined) record[name] = value;
  else if (typeof earlier === "string") record[name] = [earlier, value];
  else earlier.push(value);
}

function cutDecoded(text: string, start: number, end: number): string {
  const piece = cut(text, start, end);
  // No other escapes than those of "%" and NUL are left.
  return piece.includes("%") ? decodeURIComponent(piece) : piece;
}
