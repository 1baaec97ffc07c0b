import type { Call } from "../http/call.ts";

/**
 * Streams whose beginning is awaited, by their calls: a call that expires meanwhile stops its own at
 * once, for it may never come.
 */
export class AwaitedStreams {
  readonly #stops = new WeakMap<Call, () => void>();

  /** Keeps what stops the stream of a call. */
  add(call: Call, stop: () => void): void {
    this.#stops.set(call, stop);
  }

  /** The beginning is there, or will never be. */
  delete(call: Call): void {
    this.#stops.delete(call);
  }

  /** Stops the stream of a call, if one is awaited. */
  stop(call: Call): void {
    this.#stops.get(call)?.();
    this.#stops.delete(call);
  }
}
