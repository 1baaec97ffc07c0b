/**
 * Errors cross the border as data; here they become errors with a code.
 *
 * @module
 */

/** An error of the native server, with its stable code: `EADDRINUSE`, `EACCES`, `SPK_...`. */
export interface NativeError extends Error {
  readonly code: string;
}

const CODED = /^([A-Z][A-Z0-9_]*): (.*)$/s;

/** Makes an error with a `code` of what the addon threw as `CODE: cause`; leaves any other as it is. */
export function nativeError(thrown: unknown): unknown {
  const coded = thrown instanceof Error ? CODED.exec(thrown.message) : null;
  if (coded === null) return thrown;
  const [, code, cause] = coded;
  return Object.assign(new Error(cause, { cause: thrown }), { code });
}
