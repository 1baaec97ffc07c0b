/**
 * Headers of a reply whose body an `onSend` hook replaces.
 *
 * @module
 */

import { isContentHeader } from "../http/headers.ts";
import { isStream, PreparedStream } from "../streaming/stream_body.ts";

/** True of the same content in another form: compressed bytes of a page are still that page. */
const OF_CONTENT: ReadonlySet<string> = new Set([
  "content-disposition",
  "content-language",
  "content-location",
  "content-type",
]);
/** Names the very bytes that it came with. */
const OF_BYTES: ReadonlySet<string> = new Set(["digest", "last-modified", "repr-digest"]);

/**
 * Tells whether a header of the former body, its name in lower case, is not true of the value that is
 * sent instead.
 *
 * Text, bytes and streams are taken for the former content in another form: its type stays, and a weak
 * etag (RFC 9110 section 8.8.1). Other values bring a type of their own.
 */
export function isOutdated(name: string, field: string, value: unknown): boolean {
  const isSameContent = isForm(value);
  if (name === "etag") return !isSameContent || !field.startsWith("W/");
  if (OF_BYTES.has(name)) return true;
  return isContentHeader(name) && !(isSameContent && OF_CONTENT.has(name));
}

/** Tells what has no type of its own. */
function isForm(value: unknown): boolean {
  if (typeof value === "string") return true;
  if (typeof value !== "object" || value === null || value instanceof PreparedStream) return false;
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer || isStream(value);
}
