import type { Call } from "./call.ts";
import { formDataOf } from "./form_data.ts";
import { BadRequest } from "./http_errors.ts";
import { UsageError } from "./usage_error.ts";

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

/** What a Request is made of beside its call. */
export interface RequestParts {
  /** Absolute. */
  readonly url: string;
  readonly signal: AbortSignal;
  readonly stream?: ReadableStream<Uint8Array> | undefined;
}

/**
 * Builds the web-standard Request of a call, with a copy of its body; it aborts with `signal`. `stream`
 * is the body of a route that reads it piece by piece; the Request takes it over.
 *
 * Throws TypeError `SPK_BODY_READ` where that stream was read before, BadRequest where the request
 * has no web-standard form.
 */
export function requestOf(call: Call, { url, signal, stream }: RequestParts): Request {
  const { method } = call;
  const headers = headersOf(call.headers());
  const init: RequestInit = { method, headers, signal };
  // The Fetch standard refuses a body for these two.
  const hasBody = method !== "GET" && method !== "HEAD";
  if (hasBody && stream === undefined) init.body = bodyOf(call, headers);
  const request = makeRequest(url, init);
  return hasBody && stream !== undefined ? withStream(request, stream) : request;
}

function makeRequest(url: string, init: RequestInit): Request {
  try {
    return new Request(url, init);
  } catch (cause) {
    throw new BadRequest("The request has no web-standard form", { cause });
  }
}

function bodyOf(call: Call, headers: Headers): NonNullable<RequestInit["body"]> | null {
  if (call.bodyLength === 0) return null;
  const parts = call.formParts();
  // Its own bytes are never shared memory, which a body may not be.
  if (parts === undefined) return call.bodyBytes() as Uint8Array<ArrayBuffer>;
  // The form is written anew, with a boundary and a length of its own.
  headers.delete("content-type");
  headers.delete("content-length");
  return formDataOf(parts);
}

function withStream(request: Request, body: ReadableStream<Uint8Array>): Request {
  try {
    // Node wants to be told that the answer does not wait for the body.
    const init: RequestInit & { readonly duplex: "half" } = { body, duplex: "half" };
    return new Request(request, init);
  } catch {
    throw new UsageError(
      "SPK_BODY_READ",
      "The body was read from context.body: read it there, or from context.request, not from both",
    );
  }
}

/** Makes the web-standard Headers of `name NUL value NUL` pairs. */
export function headersOf(text: string): Headers {
  const headers = new Headers();
  const fields = text.split("\0");
  for (let i = 0; i + 1 < fields.length; i += 2) {
    // Both indexes are below the length.
    headers.append(fields[i] as string, fields[i + 1] as string);
  }
  return headers;
}
