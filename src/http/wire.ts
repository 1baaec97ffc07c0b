/**
 * A request and its answer as a client in this process exchanges them with the server.
 *
 * @module
 */

import type { BodySource } from "./streams.ts";

/** A request as it would stand on a connection. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, as in a request line. */
  readonly target: string;
  /** Name, NUL, value, NUL, and so on; the host is one of them. */
  readonly headers: string;
  readonly body: Uint8Array;
}

/** The answer to a {@linkcode WireRequest}. */
export interface WireResponse {
  readonly status: number;
  /** Name, NUL, value, NUL, and so on; names in lower case. */
  readonly headers: string;
  readonly body: BodySource;
}

/**
 * Sends a request to the server, and resolves to the answer once its head is there. Rejects where the
 * connection ends before, and with the signal's reason once that aborts.
 */
export type Exchange = (request: WireRequest, signal?: AbortSignal) => Promise<WireResponse>;
