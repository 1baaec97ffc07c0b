import { UsageError } from "./usage_error.ts";

/** Both schemes: `http:/host` is a path under the one and another origin under the other. */
const ORIGINS = ["http://origin.invalid", "https://origin.invalid"] as const;
// deno-lint-ignore no-control-regex
const CONTROL = /[\0-\x1f\x7f]/;

/** Where {@linkcode locationOf} may lead. */
export interface LocationOptions {
  /** Permits another origin. Default false. */
  readonly allowExternal?: boolean | undefined;
}

/**
 * Returns the value of a Location header, its characters outside ASCII percent-encoded. Throws
 * `SPK_BAD_REDIRECT` where it has a control character, or leads to another origin unasked.
 *
 * The URL parser decides, as it does in browsers: `//host`, `/\host` and `\\host` all leave.
 */
export function locationOf(location: string, options: LocationOptions = {}): string {
  if (typeof location !== "string" || CONTROL.test(location)) {
    throw badRedirect("the location is not a string without control characters");
  }
  if (!options.allowExternal && !staysHere(location)) {
    throw badRedirect(
      "the location is on another origin: pass a path, or { allowExternal: true } if you trust it",
    );
  }
  return encode(location);
}

function staysHere(location: string): boolean {
  return ORIGINS.every((origin) =>
    URL.canParse(location, origin) && new URL(location, origin).origin === origin
  );
}

function encode(location: string): string {
  try {
    return location.replace(/[^!-~]+/g, encodeURIComponent);
  } catch {
    throw badRedirect("the location has half of a surrogate pair");
  }
}

function badRedirect(cause: string): UsageError {
  return new UsageError("SPK_BAD_REDIRECT", `redirect() failed: ${cause}`);
}
