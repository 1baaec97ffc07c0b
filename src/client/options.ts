/**
 * What a client is made with, and what every call takes beside its inputs.
 *
 * @module
 */

/** What a client sends with: the global `fetch`, or anything that is called like it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

// Hosts without the types of browsers have no names for these two.
/** Headers as `fetch` takes them: a record, a list of pairs, or Headers. */
export type HeadersLike = NonNullable<RequestInit["headers"]>;

/** A body as `fetch` takes it. */
export type BodyLike = NonNullable<RequestInit["body"]>;

/** How a client finds its server. */
export interface ClientOptions {
  /** What stands before every path: an origin, with or without a path of its own. */
  readonly baseUrl: string | URL;
  /** Sends the requests. Default: the global `fetch`, looked up at each call. */
  readonly fetch?: Fetch;
  /** Headers of every request; those of a call replace them by name. */
  readonly headers?: HeadersLike;
}

/** What `fetch` takes, but for what a client says itself: `signal`, `credentials`, `cache`. */
export interface FetchInit extends Omit<RequestInit, "body" | "headers" | "method"> {}

/** Bytes, or what gives them. */
export type Binary = Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer> | ReadableStream<Uint8Array>;
