/**
 * What the border offers for bodies that are not whole: the bridge implements these, the streaming
 * room uses them.
 *
 * @module
 */

/** How a streamed reply ended: all of it was handed to the connection, or the client was cut off. */
export type StreamOutcome = "sent" | "aborted";

/** What a streamed reply wants beside its status and head. */
export interface ReplyStreamOptions {
  /** Milliseconds of silence after which the server writes an SSE comment by itself; 0 for never. */
  readonly heartbeat: number;
}

/** The body of a reply that is written piece by piece. Nothing here throws. */
export interface ReplySink {
  /** False once it was ended, failed, or given up by the client. */
  readonly isOpen: boolean;
  /**
   * Takes one chunk of any length. False once 64 KiB wait to be sent: write again after `onDrain`,
   * and leave the bytes as they are until then. What is written to a closed sink is dropped.
   */
  write(chunk: string | Uint8Array): boolean;
  /** Ends the body behind what was written: the client sees it whole. */
  end(): void;
  /**
   * Cuts the connection (HTTP/1.1) behind what was written, so that the client sees that the body is
   * not whole.
   */
  fail(): void;
  /** Called when there is room again after `write` returned false. */
  onDrain: (() => void) | undefined;
  /**
   * Called once, when the client has gone or the body has been handed over, and after that nothing
   * is called; bytes as handed to the connection.
   */
  onClose: ((outcome: StreamOutcome, bytes: number) => void) | undefined;
}

/**
 * The body of a request that is read piece by piece. Nothing is read before the first chunk is asked
 * for; from then on at most 128 KiB and a piece wait here.
 */
export interface BodySource {
  /**
   * Resolves to the next chunk, or undefined at the end and after `cancel`. Rejects with
   * PayloadTooLarge over the limit, with BadRequest where the client stops half-way or breaks the
   * framing, with HttpError 408 where it stalls, and with BadRequest or `SPK_CALL_CLOSED` once the
   * call was answered without a stream or given up. One read at a time.
   */
  read(): Promise<Uint8Array | undefined>;
  /** Reads no more; the server discards what still comes, or closes the connection. */
  cancel(): void;
}

/** One part of a `multipart/form-data` body. */
export interface FormPart {
  readonly name: string;
  /** Undefined for a plain field. */
  readonly fileName: string | undefined;
  /** Empty where the part has none. */
  readonly contentType: string;
  readonly body: Uint8Array;
}
