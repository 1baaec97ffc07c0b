/**
 * Values that nobody will be sent.
 *
 * @module
 */

import { PreparedReply } from "../http/reply.ts";
import { openSource } from "../streaming/source.ts";
import { isStream, PreparedStream, type StreamValue } from "../streaming/stream_body.ts";
import { Deferred } from "./deferred.ts";

/**
 * Lets what a value holds clean up after itself: the stream that it is, or that a reply or a web
 * Response carries. Any other value is left alone. Never throws.
 */
export function discardValue(value: unknown): void {
  try {
    const stream = streamIn(value);
    if (stream !== undefined) discardStream(stream);
  } catch {
    // A value that fights back holds nothing that could be let go of.
  }
}

/** Tells whether a value is a stream, or carries one. Never throws. */
export function holdsStream(value: unknown): boolean {
  try {
    return streamIn(value) !== undefined;
  } catch {
    return false;
  }
}

/** Lets a stream that is not going to be sent clean up after itself. Never throws. */
export function discardStream(value: StreamValue): void {
  try {
    const source = openSource(value instanceof PreparedStream ? value.chunks : value);
    source.stop(undefined).catch(ignore);
  } catch {
    // Somebody else reads it, so it is theirs to end.
  }
}

function streamIn(value: unknown): StreamValue | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (value instanceof Deferred) return streamIn(value.value);
  if (value instanceof PreparedReply) return streamIn(value["~body"]);
  if (value instanceof Response) return value.body ?? undefined;
  return isStream(value) ? value : undefined;
}

function ignore(): void {}
