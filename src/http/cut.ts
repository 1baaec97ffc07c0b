/** Parents up to this length, in UTF-16 units, are cheaper to keep alive than to copy from. */
const SMALL_PARENT = 2_048;

/**
 * Returns a copy of `text` that shares no memory with the string it was cut from.
 *
 * Engines make substrings as views that keep their parent alive: V8 from 13 characters on,
 * JavaScriptCore from 2. Joining two parts is the one way that copies in both: JavaScriptCore keeps
 * the parent through a concatenation, V8 through a join with the empty string.
 */
export function own(text: string): string {
  return text.length < 2 ? text : [text.substring(0, 1), text.substring(1)].join("");
}

/**
 * Cuts `text` from `start` to `end` (UTF-16 units) without keeping a large parent alive: 40
 * characters kept of a 100 KB string would otherwise hold 100 KB.
 *
 * @example
 * ```ts
 * cut("id=42", 3, 5); // "42"
 * ```
 */
export function cut(text: string, start: number, end: number): string {
  const piece = text.substring(start, end);
  return text.length > SMALL_PARENT ? own(piece) : piece;
}
