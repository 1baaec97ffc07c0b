/**
 * Replies that live on, as dispatch looks after them.
 *
 * @module
 */

import { OpenStream, type StreamStart } from "../streaming/start.ts";
import type { StreamValue } from "../streaming/stream_body.ts";
import type { StreamResult } from "../streaming/transfer.ts";
import { defer } from "./deferred.ts";
import type { Failures } from "./failure.ts";
import type { Responder, StreamHead } from "./responder.ts";

/** A reply whose body is a stream. */
export interface StreamReply extends StreamHead {
  readonly value: StreamValue;
  /** Called once, when the stream has ended. */
  readonly onDone: (result: StreamResult) => void;
  /** Called instead with what was thrown before the first chunk: nothing was sent. */
  readonly onRefused: (thrown: unknown) => void;
}

/** A responder that knows where failures go. */
interface StreamOwner extends Responder {
  readonly route: Responder["route"] & { readonly failures: Failures };
}

/**
 * Sends a stream, its head together with the first chunk: what fails before that can still be answered,
 * and the deadline of the call holds until then. A client that goes away and a stream that fails abort
 * the signal of the request; what the program's own code throws on the way is logged.
 *
 * Throws, before anything was sent, for a stream that cannot be read.
 */
export function sendStream(responder: StreamOwner, reply: StreamReply): void {
  const { call } = responder;
  const stream = new OpenStream(reply.value);
  const start = startOf(responder, reply);
  const begin = () => {
    if (!call.isOpen || !call.awaitExpiry()) return stream.start(call, start);
    stop(responder, stream);
    // The server drops it, and counts it.
    call.reply(reply.status, reply.head, "");
  };
  if (!call.isOpen || !stream.wantsChunk(call, reply.status)) return begin();
  const { awaited } = responder.route;
  awaited.add(call, () => stop(responder, stream));
  call.settle(defer(stream.prepare(), {
    fulfilled: () => {
      awaited.delete(call);
      begin();
    },
    rejected: (thrown) => {
      awaited.delete(call);
      reply.onRefused(thrown);
    },
  }));
}

function startOf(responder: StreamOwner, { status, head, onDone }: StreamReply): StreamStart {
  const { context, route } = responder;
  return {
    status,
    head,
    onDone: (result) => {
      route.leftovers.end(context);
      if (result.outcome === "aborted") context.abort("disconnect");
      onDone(result);
    },
    onError: (thrown) => {
      route.failures.reportStream(responder, thrown);
      context.abort("failure");
    },
  };
}

function stop(responder: StreamOwner, stream: OpenStream): void {
  const report = (thrown: unknown) => responder.route.failures.reportStream(responder, thrown);
  stream.stop(responder.context.signal.reason).catch(report);
}
