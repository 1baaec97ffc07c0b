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
  const headers = new Headers(own);
  given.forEach((more) => setHeaders(headers, more));
  if (contentType) headers.set("content-type", contentType);
  if (cookies) headers.set("cookie", cookieOf(cookies));
  const content = encodeBody(body, headers);
  const url = makeUrl(baseUrl, fillPath(path, params), query);
  const streaming = content instanceof ReadableStream && { duplex: "half" as const };
  const response = await fetch(url, { ...init, ...streaming, method, headers, body: content });
  return readAnswer(response, method);
}

function setHeaders(headers: Headers, more: HeadersLike | Values = {}): void {
  const isList = more instanceof Headers || Array.isArray(more);
  for (const [name = "", value] of isList ? more : Object.entries(more)) {
    if (value !== undefined && value !== null) headers.set(name, textOf(value));
  }
}

function cookieOf(cookies: Values): string {
  return Object.entries(cookies).filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(textOf(value))}`).join("; ");
}
