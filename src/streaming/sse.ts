import { checkOptions } from "../http/options.ts";
import { type Duration, parseDuration } from "../http/quantity.ts";
import { PreparedReply, type Reply } from "../http/reply.ts";
import { encodeEvent, encodeRetry, type ServerSentEvent } from "./event.ts";
import type { Chunks } from "./source.ts";
import { checkSource } from "./stream.ts";
import { PreparedStream, type StreamBody } from "./stream_body.ts";

/** How {@linkcode sse} answers. */
export interface SseOptions {
  /**
   * Silence after which the server writes a comment, so that nothing on the way closes the
   * connection; 0 for never. It needs no JavaScript. Default `"15s"`.
   */
  readonly heartbeat?: Duration;
  /** Time that clients wait before they connect again. Default: their own. */
  readonly retry?: Duration;
}

const OPTIONS = { owner: "sse()", keys: ["heartbeat", "retry"] };
const HEADERS: readonly string[] = [
  ...["content-type", "text/event-stream"],
  ...["cache-control", "no-cache"],
  // nginx would collect events until its buffer is full.
  ...["x-accel-buffering", "no"],
];

/**
 * Answers with server-sent events, each value of the source one event: text, or an object with
 * `data` and, where wanted, `event`, `id`, `retry` and `comment`. Data that is no text is sent as
 * JSON.
 *
 * Events are asked for as the client takes them. When it goes away the generator's `return()` is
 * called; one that waits for something else sees `signal`. A client that connects again says the id
 * of the last event in `header("last-event-id")`.
 *
 * Throws TypeError `SPK_BAD_STREAM` for a source that is no stream or async iterable,
 * `SPK_BAD_OPTION` and `SPK_UNKNOWN_OPTION`.
 *
 * @example
 * ```ts
 * app.get("/clock", () => {
 *   async function* ticks() {
 *     for (let id = 1;; id++) {
 *       yield { id, event: "tick", data: { now: Date.now() } };
 *       await new Promise((resolve) => setTimeout(resolve, 1000));
 *     }
 *   }
 *   return sse(ticks(), { retry: "2s" });
 * });
 * ```
 */
export function sse(
  source: Chunks<ServerSentEvent | string>,
  options: SseOptions = {},
): Reply<200, StreamBody> {
  checkOptions(options, OPTIONS);
  const { retry } = options;
  const body = {
    chunks: checkSource(source, "sse()"),
    headers: HEADERS,
    opening: retry === undefined ? "" : `${encodeRetry(parseDuration(retry, "retry"))}\n`,
    isHeadFirst: true,
    heartbeat: parseDuration(options.heartbeat ?? "15s", "heartbeat"),
    encode: encodeEvent,
  };
  return new PreparedReply(200, new PreparedStream(body));
}
