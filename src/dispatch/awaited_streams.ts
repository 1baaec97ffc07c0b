import type { Call } from "../http/call.ts";

/**
 * Streams whose first chunk is awaited, by their calls: a call that expires meanwhile stops its own at
 * once, for the chunk may never come.
 */
export class AwaitedStreams {
  readonly #stops = new WeakMap<Call, () => void>();

  /** Keeps what stops the stream of a call. */
  add(call: Call, stop: () => void): void {
    this.#stops.set(call, stop);
  }

  /** The first chunk is there, or will never be. */
  delete(call: Call): void {
    this.#stops.delete(call);
  }

  /** Stops the stream of a call, if one is awaited. */
  stop(call: Call): void {
    this.#stops.get(call)?.();
    this.#stops.delete(call);
  }
}
