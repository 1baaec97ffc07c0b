/**
 * A returned stream to a reply that lives on.
 *
 * @module
 */

import type { Call } from "../http/call.ts";
import { hasNoBody } from "../http/status.ts";
import { announcedLength } from "./announced_length.ts";
import { encodeChunk } from "./chunk.ts";
import { RestOfStream } from "./prompt.ts";
import { type Chunks, type ChunkSource, openSource } from "./source.ts";
import { PreparedStream, type StreamBody, type StreamValue } from "./stream_body.ts";
import { type StreamObserver, Transfer } from "./transfer.ts";

/** What is sent before the body, and who is told of its end. */
export interface StreamStart extends StreamObserver {
  readonly status: number;
  /** `name NUL value NUL` for each header, already checked. */
  readonly head: string;
}

const PLAIN_HEADERS: readonly string[] = ["content-type", "application/octet-stream"];

/** A source of which all was read. */
const ENDED: ChunkSource = {
  next: () => Promise.resolve({ done: true, value: undefined }),
  stop: () => Promise.resolve(),
};

/** Headers of a stream unless the program says otherwise: name, value, name, value. */
export function streamHeaders(value: StreamValue): readonly string[] {
  return bodyOf(value).headers;
}

/** A stream that is opened and not sent yet. */
export class OpenStream {
  readonly #body: StreamBody;
  #source: ChunkSource;
  #opening: string | Uint8Array;

  /** Throws TypeError for a stream that is read by somebody else. */
  constructor(value: StreamValue) {
    this.#body = bodyOf(value);
    this.#source = openSource(this.#body.chunks);
    this.#opening = this.#body.opening;
  }

  /**
   * Whether {@linkcode OpenStream.prepare} goes before the start: for iterables only, as what a
   * generator does before its first chunk is the handler's work; and not where there is no body to
   * send (HEAD, 204, 205, 304).
   */
  wantsChunk({ method }: Call, status: number): boolean {
    const { chunks, isHeadFirst } = this.#body;
    return !isHeadFirst && !isRunning(chunks) && method !== "HEAD" && !hasNoBody(status);
  }

  /**
   * Waits for the first chunk, so that what fails before it can still be answered. Rejects as the
   * source does, and with TypeError for what is no chunk.
   */
  async prepare(): Promise<void> {
    const { done, value } = await this.#source.next();
    try {
      if (!done) this.#opening = this.#body.encode(value);
    } catch (thrown) {
      this.stop(thrown).catch(ignore);
      throw thrown;
    }
    if (done) this.#source = ENDED;
  }

  /** Lets the source clean up, unless that was done before; nothing will be sent. */
  stop(reason: unknown): Promise<unknown> {
    const source = this.#source;
    this.#source = ENDED;
    return source.stop(reason);
  }

  /**
   * Answers a call: hands over the head, what was prepared, then chunks as the client takes them.
   * Where there is no body to send, or too many streams are open, the source is stopped instead.
   */
  start(call: Call, start: StreamStart): void {
    const { heartbeat, encode } = this.#body;
    const { status, head } = start;
    const isEmpty = call.method === "HEAD" || hasNoBody(status);
    const sink = call.replyStream(status, head, { heartbeat: isEmpty ? 0 : heartbeat });
    const length = isEmpty ? undefined : announcedLength(head);
    const transfer = new Transfer({ source: this.#source, sink, encode, length, observer: start });
    if (isEmpty || !sink.isOpen) return transfer.skip();
    void transfer.run(this.#opening);
  }
}

/** Whether a source came to be before it was returned: a ReadableStream, or the body of a web Response. */
function isRunning(chunks: Chunks): boolean {
  return chunks instanceof ReadableStream || chunks instanceof RestOfStream;
}

function bodyOf(value: StreamValue): StreamBody {
  if (value instanceof PreparedStream) return value;
  return {
    chunks: value,
    headers: PLAIN_HEADERS,
    opening: "",
    isHeadFirst: false,
    heartbeat: 0,
    encode: encodeChunk,
  };
}

function ignore(): void {}
