import { HeaderList, pairsOf } from "../http/header_list.ts";
import type { HookSet } from "../http/hooks.ts";
import { nearest } from "../http/options.ts";
import { UsageError } from "../http/usage_error.ts";

/** Values of headers by their names; false leaves one out. */
export interface SecurityHeadersOptions {
  /** In place of the default, or beside the defaults. */
  readonly [header: string]: string | false;
}

const DEFAULTS: SecurityHeadersOptions = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-dns-prefetch-control": "off",
  "x-frame-options": "SAMEORIGIN",
  "x-permitted-cross-domain-policies": "none",
  "x-xss-protection": "0",
};

/**
 * Sends headers that make browsers careful, with every reply that does not have them already: what
 * Helmet sends, but for a content security policy, which depends on the pages, and for
 * `x-download-options`, which only Internet Explorer knew.
 *
 * Added to the app, they go with the answers too that the server gives by itself, a 404 or 504 say;
 * added to a Router, with those of its handlers only.
 *
 * Throws TypeError `SPK_BAD_OPTION` and `SPK_BAD_HEADER`.
 *
 * @example
 * ```ts
 * app.use(securityHeaders({
 *   "content-security-policy": "default-src 'self'",
 *   "x-frame-options": false,
 * }));
 * ```
 */
export function securityHeaders(options: SecurityHeadersOptions = {}): HookSet {
  const pairs = pairsOf(listOf(options));
  return {
    answerHeaders: { constant: recordOf(pairs) },
    onSend: (_context, { headers }) => {
      for (let i = 0; i < pairs.length; i += 2) {
        // Pairs come in twos, so both indexes are below the length.
        const [name, value] = [pairs[i] as string, pairs[i + 1] as string];
        if (!headers.has(name)) pairsOf(headers).push(name, value);
      }
    },
  };
}

function recordOf(pairs: readonly string[]): Record<string, string> {
  const names = pairs.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(names.map((name, index) => [name, pairs[2 * index + 1] ?? ""]));
}

function listOf(options: SecurityHeadersOptions): HeaderList {
  if (typeof options !== "object" || options === null) {
    throw new UsageError("SPK_BAD_OPTION", "securityHeaders() takes an object of header values");
  }
  const list = new HeaderList();
  for (const values of [DEFAULTS, options]) {
    for (const [name, value] of Object.entries(values)) {
      checkSpelling(name, value);
      if (value === false) list.delete(name.toLowerCase());
      else list.set(name, value);
    }
  }
  return list;
}

/** A header that nobody knows would be sent, or left out, without a word. */
function checkSpelling(name: string, value: string | false): void {
  const isKnown = Object.hasOwn(DEFAULTS, name.toLowerCase());
  if (isKnown || value !== false && !/[a-z][A-Z]/.test(name)) return;
  const dashed = name.replace(/[A-Z]/g, "-$&").toLowerCase();
  const guess = nearest(dashed, [...Object.keys(DEFAULTS), "content-security-policy"]);
  const cure = guess === undefined ? "Write it as it is sent" : `Did you mean "${guess}"?`;
  throw new UsageError("SPK_BAD_OPTION", `securityHeaders() has no header "${name}". ${cure}`);
}
