/**
 * What a call that cannot be streamed to gives instead of a stream.
 *
 * @module
 */

import type { ReplySink } from "../http/streams.ts";

/** A sink that was closed before anything was written. It never calls anything. */
export function closedSink(): ReplySink {
  return {
    isOpen: false,
    write: () => false,
    end: () => {},
    fail: () => {},
    onDrain: undefined,
    onClose: undefined,
  };
}
