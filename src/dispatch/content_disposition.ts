/** What a quoted file name must not hold: controls, all beyond ASCII, quotes and separators. */
const UNQUOTABLE = /[^\x20-\x7e]|["\\/]/gu;
/** What cannot be encoded or must not be in a name: controls, separators, half surrogate pairs. */
const UNNAMEABLE = /[\p{Cc}\p{Surrogate}\\/]/gu;
/** What `encodeURIComponent` leaves alone although RFC 8187 section 3.2.1 does not. */
const UNENCODED = /['()*]/g;

/**
 * Returns the value of a Content-Disposition header for a download of this name (RFC 6266): in
 * ASCII, and in UTF-8 as well where that says more.
 *
 * @example
 * ```ts
 * attachment("naïve.txt"); // attachment; filename="na_ve.txt"; filename*=UTF-8''na%C3%AFve.txt
 * ```
 */
export function attachment(name: string): string {
  const safe = name.replace(UNNAMEABLE, "_");
  const plain = safe.replace(UNQUOTABLE, "_");
  const quoted = `attachment; filename="${plain}"`;
  return plain === safe ? quoted : `${quoted}; filename*=UTF-8''${encode(safe)}`;
}

function encode(name: string): string {
  return encodeURIComponent(name).replace(
    UNENCODED,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
