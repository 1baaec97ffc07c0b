/**
 * One call: from its inputs to its result.
 *
 * @module
 */

import { readAnswer } from "./answer.ts";
import { encodeBody } from "./body.ts";
import type { ClientOptions, FetchInit, HeadersLike } from "./options.ts";
import type { AnyResult } from "./result.ts";
import { fillPath, makeUrl, textOf, type Values } from "./url.ts";

/** The inputs of a call, once its types have done their work. */
export interface Call {
  /** Path parameters. */
  readonly params?: Values | undefined;
  /** Query. */
  readonly query?: Values | undefined;
  /** Headers, the later ones before the earlier ones. */
  readonly headers: readonly (HeadersLike | Values | undefined)[];
  /** Cookies; browsers send their own. */
  readonly cookies?: Values | undefined;
  /** Body. */
  readonly body?: unknown;
  /** Media type of the body. Default: JSON, or what the body is. */
  readonly contentType?: string | undefined;
  /** What else `fetch` takes. */
  readonly init: FetchInit;
}

/** Where a call goes. */
export interface Target {
  /** Upper case. */
  readonly method: string;
  /** Path with its parameters: `/users/{id}` or `/users/:id`. */
  readonly path: string;
}

/** Sends a call. Rejects for inputs that cannot be sent, and where no answer comes. */
export async function send(
  { baseUrl, fetch = globalThis.fetch, headers: own }: ClientOptions,
  { method, path }: Target,
  { params, query, headers: given, cookies, body, contentType, init }: Call,
): Promise<AnyResult> {
  const headers = new Headers();
  for (const more of [own, ...given]) setHeaders(headers, more);
  if (contentType) headers.set("content-type", contentType);
  if (cookies) setCookies(headers, cookies);
  const content = encodeBody(body, headers);
  const url = makeUrl(baseUrl, fillPath(path, params), query);
  const streaming = content instanceof ReadableStream && { duplex: "half" as const };
  const response = await fetch(url, { ...init, ...streaming, method, headers, body: content });
  return readAnswer(response, method);
}

/** The names of later headers take the place of earlier ones; a list may repeat a name. */
function setHeaders(headers: Headers, more: HeadersLike | Values = {}): void {
  // Headers, lists and maps alike: what gives names and values.
  const entries = Symbol.iterator in more ? more as Iterable<[string, unknown]> : undefined;
  const pairs = [...entries ?? Object.entries(more)].filter(([, value]) => isGiven(value));
  for (const [name] of pairs) headers.delete(name);
  for (const [name, value] of pairs) headers.append(name, textOf(value));
}

/** Of two cookies with one name servers take the first. */
function setCookies(headers: Headers, cookies: Values): void {
  const pairs = Object.entries(cookies).filter(([, value]) => isGiven(value))
    .map(([name, value]) => `${name}=${encodeURIComponent(textOf(value))}`);
  const all = [...pairs, headers.get("cookie")].filter(Boolean).join("; ");
  if (all) headers.set("cookie", all);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
