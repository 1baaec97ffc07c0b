import { isToken } from "./headers.ts";
import { UsageError } from "./usage_error.ts";

/** Attributes of a cookie that a response sets (RFC 6265bis). */
export interface CookieOptions {
  /** Path the cookie is sent to. Default `"/"`. */
  readonly path?: string;
  /** Host that gets it, subdomains included. Default: exactly the host of the request. */
  readonly domain?: string;
  /** Lifetime in whole seconds; 0 or less deletes the cookie. */
  readonly maxAge?: number;
  /** End of its life; a session cookie where this and `maxAge` are absent. */
  readonly expires?: Date;
  /** Hides it from scripts. Default false. */
  readonly httpOnly?: boolean;
  /** Sends it over TLS only. Default false. */
  readonly secure?: boolean;
  /** Which cross-site requests carry it. Default: the browser's (lax). */
  readonly sameSite?: "strict" | "lax" | "none";
  /** Keeps it in the jar of the embedding site (CHIPS); asks for `secure`. Default false. */
  readonly partitioned?: boolean;
}

/** RFC 6265 section 4.1.1: visible ASCII and space, without the semicolon. */
const ATTRIBUTE = /^[\x20-\x3a\x3c-\x7e]*$/;
const SAME_SITE = { strict: "Strict", lax: "Lax", none: "None" } as const;

/**
 * Writes a Set-Cookie value (RFC 6265bis section 4.1); the cookie's value is percent-encoded.
 *
 * Throws TypeError `SPK_BAD_COOKIE` for a name that is not a token, for an attribute with a
 * semicolon or control character, and for what browsers drop: `SameSite=None`, `Partitioned`,
 * `__Secure-` and `__Host-` without what they ask for.
 *
 * @example
 * ```ts
 * serializeCookie("sid", "a b", { httpOnly: true }); // "sid=a%20b; Path=/; HttpOnly"
 * ```
 */
export function serializeCookie(name: string, value: string, options: CookieOptions = {}): string {
  if (!isToken(name)) throw badCookie(name, 'its name is not a token: use letters, digits and "-"');
  checkPolicy(name, options);
  return `${name}=${encode(name, value)}${lifetime(name, options)}${scope(name, options)}`;
}

function encode(name: string, value: string): string {
  if (typeof value !== "string") throw badCookie(name, `its value is a ${typeof value}`);
  try {
    return encodeURIComponent(value);
  } catch {
    throw badCookie(name, "its value has half of a surrogate pair");
  }
}

function lifetime(name: string, { maxAge, expires }: CookieOptions): string {
  let text = "";
  if (maxAge !== undefined) {
    if (!Number.isInteger(maxAge)) throw badCookie(name, '"maxAge" is not a whole number');
    text += `; Max-Age=${maxAge}`;
  }
  if (expires !== undefined) {
    if (Number.isNaN(expires.getTime())) throw badCookie(name, '"expires" is not a valid date');
    text += `; Expires=${expires.toUTCString()}`;
  }
  return text;
}

function scope(name: string, options: CookieOptions): string {
  let text = `; Path=${attribute(name, "path", options.path ?? "/")}`;
  if (options.domain !== undefined) {
    text += `; Domain=${attribute(name, "domain", options.domain)}`;
  }
  if (options.httpOnly) text += "; HttpOnly";
  if (options.secure) text += "; Secure";
  if (options.sameSite !== undefined) text += `; SameSite=${SAME_SITE[options.sameSite]}`;
  if (options.partitioned) text += "; Partitioned";
  return text;
}

function attribute(name: string, key: string, value: string): string {
  if (ATTRIBUTE.test(value)) return value;
  throw badCookie(name, `"${key}" has a semicolon, a control character or one over 0x7E`);
}

function checkPolicy(name: string, options: CookieOptions): void {
  const { secure, sameSite, partitioned, domain, path = "/" } = options;
  if (sameSite !== undefined && !Object.hasOwn(SAME_SITE, sameSite)) {
    throw badCookie(name, '"sameSite" is not "strict", "lax" or "none"');
  }
  const asks = sameSite === "none" || partitioned || /^__(secure|host)-/i.test(name);
  if (asks && !secure) throw badCookie(name, "browsers drop it without { secure: true }");
  if (/^__host-/i.test(name) && (domain !== undefined || path !== "/")) {
    throw badCookie(
      name,
      'browsers drop a "__Host-" cookie with a domain or a path other than "/"',
    );
  }
}

function badCookie(name: unknown, cause: string): UsageError {
  const label = JSON.stringify(String(name).slice(0, 100));
  return new UsageError("SPK_BAD_COOKIE", `The cookie ${label} cannot be set: ${cause}`);
}
