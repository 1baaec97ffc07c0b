import { checkHeaderValue } from "../http/headers.ts";
import { checkOptions } from "../http/options.ts";
import { PreparedReply, type Reply } from "../http/reply.ts";
import { UsageError } from "../http/usage_error.ts";
import { encodeChunk } from "./chunk.ts";
import { type Chunks, isChunks } from "./source.ts";
import { PreparedStream, type StreamBody } from "./stream_body.ts";

/** How {@linkcode stream} answers. */
export interface StreamOptions<N extends number = number> {
  /** Status code. Default 200. */
  readonly status?: N;
  /** Content type. Default `application/octet-stream`. */
  readonly type?: string;
  /** Bytes of the whole body, where they are known; a body of another length is cut, and logged. */
  readonly length?: number;
}

/** A chunk of a body; text goes out as UTF-8. */
export type StreamChunk = string | ArrayBuffer | ArrayBufferView;

const OPTIONS = { owner: "stream()", keys: ["status", "type", "length"] };

/**
 * Answers with a body that is sent as it is made. For an async iterable the head goes out with the
 * first chunk, which may be empty, and what is thrown before it is answered as in any handler; for a
 * ReadableStream it goes out at once. A chunk is asked for once there is room for it, so at most 64 KiB
 * wait for a slow client; when the client goes away the stream is cancelled, or the generator's
 * `return()` called. An error half-way cuts the connection, so that no client takes the part for the
 * whole.
 *
 * A ReadableStream or an async iterable may also be returned as it is.
 *
 * Throws TypeError `SPK_BAD_STREAM` for a source that is neither, `SPK_BAD_OPTION`,
 * `SPK_UNKNOWN_OPTION` and `SPK_BAD_HEADER`; RangeError `SPK_BAD_STATUS`.
 *
 * @example
 * ```ts
 * app.get("/numbers", () => {
 *   async function* numbers() {
 *     for (let i = 1; i <= 1000; i++) yield `${i}\n`;
 *   }
 *   return stream(numbers(), { type: "text/plain; charset=utf-8" });
 * });
 * ```
 */
export function stream<N extends number = 200>(
  source: Chunks<StreamChunk>,
  options: StreamOptions<N> = {},
): Reply<N, StreamBody> {
  checkOptions(options, OPTIONS);
  const { type = "application/octet-stream", length } = options;
  const headers = ["content-type", checkHeaderValue("content-type", type)];
  if (length !== undefined) headers.push("content-length", lengthOf(length));
  const chunks = checkSource(source, "stream()");
  const body = {
    chunks,
    headers,
    opening: "",
    isHeadFirst: false,
    heartbeat: 0,
    encode: encodeChunk,
  };
  // N is the literal type of 200 exactly where the status is absent.
  return new PreparedReply(options.status ?? 200 as N, new PreparedStream(body));
}

/** Returns the source of `owner`; throws TypeError `SPK_BAD_STREAM` where it is none. */
export function checkSource<T>(source: Chunks<T>, owner: string): Chunks<T> {
  if (typeof source === "object" && source !== null && isChunks(source)) return source;
  throw new UsageError(
    "SPK_BAD_STREAM",
    `${owner} takes a ReadableStream or an async iterable: call the generator function`,
  );
}

function lengthOf(length: number): string {
  if (Number.isSafeInteger(length) && length >= 0) return String(length);
  const shown = String(length);
  throw new UsageError("SPK_BAD_OPTION", `The option "length" is ${shown}: pass a number of bytes`);
}
