/**
 * A web-standard request, as it goes to the server.
 *
 * @module
 */

import type { WireRequest } from "../http/wire.ts";

/** Host that requests name unless they say otherwise. */
const ORIGIN = "http://localhost";

/** What a test may say of a request: what `fetch` takes, and `json`. */
export interface TestRequestInit extends RequestInit {
  /** Body to be sent as JSON, as `application/json` unless `headers` has another type. */
  readonly json?: unknown;
}

/**
 * Makes a Request as `fetch` would. Throws TypeError for what `fetch` refuses, such as a body with
 * GET, and for `json` beside `body`.
 */
export function makeRequest(path: string, init: TestRequestInit): Request {
  // Resolved against the origin, "//a" would be a host.
  const url = path.startsWith("/") ? new URL(ORIGIN + path) : new URL(path, ORIGIN);
  const { json, ...rest } = init;
  if (json === undefined) return new Request(url, rest);
  if (rest.body !== undefined) throw new TypeError('The request has "json" and "body": pass one');
  const headers = new Headers(rest.headers);
  if (!headers.has("content-type")) headers.set("content-type", "application/json");
  return new Request(url, { ...rest, headers, body: JSON.stringify(json) });
}

/** Reads a Request whole, as it goes to the server. */
export async function encodeRequest(request: Request): Promise<WireRequest> {
  const { pathname, search, host } = new URL(request.url);
  const headers = new Headers(request.headers);
  if (!headers.has("host")) headers.set("host", host);
  let text = "";
  for (const [name, value] of headers) text += `${name}\0${value}\0`;
  const body = new Uint8Array(await request.arrayBuffer());
  return { method: request.method, target: pathname + search, headers: text, body };
}
