/**
 * Replies that live on, as dispatch looks after them.
 *
 * @module
 */

import { startStream } from "../streaming/start.ts";
import { openSource } from "../streaming/source.ts";
import { PreparedStream, type StreamValue } from "../streaming/stream_body.ts";
import type { StreamResult } from "../streaming/transfer.ts";
import type { Failures } from "./failure.ts";
import type { Responder, StreamHead } from "./responder.ts";

/** A reply whose body is a stream. */
export interface StreamReply extends StreamHead {
  readonly value: StreamValue;
  /** Called once, when the stream has ended. */
  readonly onDone: (result: StreamResult) => void;
}

/** A responder that knows where failures go. */
interface StreamOwner extends Responder {
  readonly route: Responder["route"] & { readonly failures: Failures };
}

/**
 * Starts the stream. A client that goes away and a stream that fails abort the signal of the request;
 * what the program's own code throws on the way is logged.
 *
 * Throws, before anything was sent, for a stream that cannot be read.
 */
export function sendStream(responder: StreamOwner, reply: StreamReply): void {
  const { status, head, value, onDone } = reply;
  const { call, context, route } = responder;
  const observer = {
    onDone: (result: StreamResult) => {
      if (result.outcome === "aborted") context.abort("disconnect");
      onDone(result);
    },
    onError: (thrown: unknown) => {
      route.failures.reportStream(responder, thrown);
      context.abort("failure");
    },
  };
  startStream(call, { status, head, ...observer }, value);
}

/** Lets a stream that is not going to be sent clean up after itself. */
export function discardStream(value: StreamValue): void {
  try {
    const source = openSource(value instanceof PreparedStream ? value.chunks : value);
    source.stop(undefined).catch(ignore);
  } catch {
    // Somebody else reads it, so it is theirs to end.
  }
}

function ignore(): void {}
