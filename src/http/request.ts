import type { Call } from "./call.ts";
import { BadRequest } from "./http_errors.ts";

/** RFC 3986 section 3.2: a name or an IP literal, and a port; no user. */
const HOST = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=%]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/;

/**
 * Returns the absolute URL of a call, its host as the request names it, `localhost` where it names
 * none (HTTP/1.0). Throws BadRequest where that is not a host.
 */
export function urlOf(call: Call): string {
  const host = call.header("host") || "localhost";
  const query = call.query();
  const url = `http://${host}${call.path()}${query === "" ? "" : `?${query}`}`;
  if (!HOST.test(host) || !URL.canParse(url)) throw new BadRequest("The Host header is not valid");
  return url;
}

/** Builds the web-standard Request of a call, with a copy of its body. */
export function requestOf(call: Call, url: string): Request {
  const { method } = call;
  const init: RequestInit = { method, headers: headersOf(call.headers()) };
  // The Fetch standard refuses a body for these two.
  if (call.bodyLength > 0 && method !== "GET" && method !== "HEAD") {
    // Its own bytes are never shared memory, which BodyInit leaves out.
    init.body = call.bodyBytes() as Uint8Array<ArrayBuffer>;
  }
  try {
    return new Request(url, init);
  } catch (cause) {
    throw new BadRequest("The request has no web-standard form", { cause });
  }
}

function headersOf(text: string): Headers {
  const headers = new Headers();
  const fields = text.split("\0");
  for (let i = 0; i + 1 < fields.length; i += 2) {
    // Both indexes are below the length.
    headers.append(fields[i] as string, fields[i + 1] as string);
  }
  return headers;
}
