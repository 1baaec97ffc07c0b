/**
 * A returned stream to a reply that lives on.
 *
 * @module
 */

import type { Call } from "../http/call.ts";
import { hasNoBody } from "../http/status.ts";
import { encodeChunk } from "./chunk.ts";
import { openSource } from "./source.ts";
import { PreparedStream, type StreamBody, type StreamValue } from "./stream_body.ts";
import { type StreamObserver, Transfer } from "./transfer.ts";

/** What is sent before the body, and who is told of its end. */
export interface StreamStart extends StreamObserver {
  readonly status: number;
  /** `name NUL value NUL` for each header, already checked. */
  readonly head: string;
}

const PLAIN_HEADERS: readonly string[] = ["content-type", "application/octet-stream"];

/** Headers of a stream unless the program says otherwise: name, value, name, value. */
export function streamHeaders(value: StreamValue): readonly string[] {
  return bodyOf(value).headers;
}

/**
 * Answers a call with a stream: hands over the head at once, then chunks as the client takes them.
 *
 * Where there is no body to send (HEAD, 204, 205, 304, too many open streams) the stream is stopped
 * before its first chunk. Throws TypeError, before anything was sent, for a stream that is read by
 * somebody else.
 */
export function startStream(call: Call, start: StreamStart, value: StreamValue): void {
  const { chunks, opening, heartbeat, encode } = bodyOf(value);
  const source = openSource(chunks);
  const { status, head } = start;
  const isEmpty = call.method === "HEAD" || hasNoBody(status);
  const sink = call.replyStream(status, head, { heartbeat: isEmpty ? 0 : heartbeat });
  const transfer = new Transfer({ source, sink, encode, observer: start });
  if (isEmpty || !sink.isOpen) return transfer.skip();
  void transfer.run(opening);
}

function bodyOf(value: StreamValue): StreamBody {
  if (value instanceof PreparedStream) return value;
  return { chunks: value, headers: PLAIN_HEADERS, opening: "", heartbeat: 0, encode: encodeChunk };
}
