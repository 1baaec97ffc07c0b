/**
 * The two shapes that meet at the border: the bridge makes a {@linkcode Call} of each request, a
 * {@linkcode Dispatcher} answers it. Handlers never see either; they get a Context.
 *
 * @module
 */

import type { BodySource, FormPart, ReplySink, ReplyStreamOptions } from "./streams.ts";

/**
 * What a body is read as, by its content type: JSON that JSON.parse takes; UTF-8 text; an urlencoded
 * form; a multipart form; a stream, for routes declared so; or else bytes, also where there is none.
 */
export type BodyKind = "json" | "text" | "pairs" | "form" | "stream" | "bytes";

/**
 * One request as the bridge hands it over. Readers cost nothing until they are called, and throw
 * `SPK_CALL_CLOSED` once the call was answered: what was not read by then is gone.
 */
export interface Call {
  /** Number of the route in the frozen route table. */
  readonly route: number;
  /** Request method, upper case. */
  readonly method: string;
  /** Length of the request body in bytes, of a form that of its parts; 0 without a body. */
  readonly bodyLength: number;
  /** What the body is. The server has checked that it is so. */
  readonly bodyKind: BodyKind;
  /** False once a reply was given, the deadline passed, or the client went away. */
  readonly isOpen: boolean;
  /** The Context that dispatch made for this call; the bridge never looks at it. */
  context: unknown;
  /** Value of the path parameter at this position, percent-decoded. */
  param(index: number): string;
  /** Normalised path, percent-encoded. */
  path(): string;
  /** Raw query without the question mark; empty without one. */
  query(): string;
  /**
   * The query as pairs, in order: name, NUL, value, NUL, and so on; empty without any. Names and
   * values are decoded; within them `%` is written `%25` and NUL `%00`. There are at most 1,000 pairs
   * and 100 of one name, names and values have at most 8,192 bytes in UTF-8.
   */
  queryPairs(): string;
  /** Values of one header joined by ", " (Cookie by "; "), or undefined. The name is lower case. */
  header(name: string): string | undefined;
  /** All headers in wire order: name, NUL, value, NUL, and so on; names in lower case. */
  headers(): string;
  /** The body as text. Of one that is neither JSON nor text, what is not UTF-8 is replaced. */
  bodyText(): string;
  /** The body as pairs, as `queryPairs`; empty where it is no urlencoded form. */
  bodyPairs(): string;
  /** The body as bytes of the caller's own. */
  bodyBytes(): Uint8Array;
  /**
   * The body piece by piece, for routes declared so; of any other route it comes as one piece. Ask
   * for it once. It is cancelled by `reply`; beside `replyStream` it stays readable.
   */
  bodySource(): BodySource;
  /** Parts of a `multipart/form-data` body in wire order; undefined where the body is none. */
  formParts(): readonly FormPart[] | undefined;
  /** Address of the connected peer, without the port. */
  peer(): string;
  /**
   * Calls the dispatcher's `fulfilled` or `rejected` when the promise settles and the call is still
   * open; `late` with the value where it has expired meanwhile.
   */
  settle(promise: Promise<unknown>): void;
  /**
   * Asks the server whether the call has expired while JavaScript was busy; true where it has, and the
   * dispatcher's `expired` is called soon. Not to be asked of a call that was replied to or has expired.
   */
  awaitExpiry(): boolean;
  /**
   * Answers. The head is `name NUL value NUL` for each header, already checked; the server adds
   * Date and Content-Length. The reply to a closed call is dropped.
   */
  reply(status: number, head: string, body: string | Uint8Array): void;
  /**
   * Answers with a body that is written piece by piece; the call is closed as by `reply`. Over the
   * limit of open streams the client gets 503, and the sink is closed from the start.
   */
  replyStream(status: number, head: string, options: ReplyStreamOptions): ReplySink;
}

/** Why a call was closed without the handler's reply. */
export type ExpiryReason = "timeout" | "disconnect";

/** What answers calls. No method may throw, and each call is answered exactly once or expires. */
export interface Dispatcher {
  /** A new call: run its handler, then `reply` or `settle`. */
  begin(call: Call): void;
  /** The promise given to `settle` was fulfilled. */
  fulfilled(call: Call, value: unknown): void;
  /** The promise given to `settle` was rejected. */
  rejected(call: Call, reason: unknown): void;
  /** Rust has answered in the handler's place, or nobody is left to be answered. */
  expired(call: Call, reason: ExpiryReason): void;
  /** The promise given to `settle` was fulfilled after the call had expired: nobody takes the value. */
  late(value: unknown): void;
  /**
   * A graceful stop nears its end. Called for each call whose promise is awaited, which may still
   * answer, and for each whose streamed reply is being written.
   */
  stopping(call: Call): void;
  /** What `begin` ran for this call held the event loop for so many milliseconds, 200 or more. */
  blocked(call: Call, milliseconds: number): void;
}
