/**
 * Calls whose handler returned a promise.
 *
 * @module
 */

import type { Call, Dispatcher } from "../http/call.ts";
import type { Ticket } from "./reply_buffer.ts";

/** A call that lives in a slot. */
export interface SlotCall extends Call, Ticket {
  /** Takes the call away: nothing can be read of it or replied to it any more. */
  close(): void;
}

/** The continuations of one slot, made once and used by one call after the other. */
interface Pair {
  call: SlotCall | null;
  readonly fulfilled: (value: unknown) => void;
  readonly rejected: (reason: unknown) => void;
}

// A user may have replaced the method; the internal one cannot be fooled into calling twice.
const then = Promise.prototype.then;

/** Waits for the promises of calls, with no closure per call. */
export class Settlements {
  /** Promises that settled after their call was taken away. */
  late = 0;
  readonly #dispatcher: Dispatcher;
  readonly #pairs: (Pair | undefined)[] = [];
  #isClosed = false;

  constructor(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher;
  }

  /** Calls the dispatcher when the promise settles, unless the call was taken away before. */
  await(call: SlotCall, promise: Promise<unknown>): void {
    const pair = this.#pairs[call.slot] ??= this.#makePair();
    pair.call = call;
    then.call(promise, pair.fulfilled, pair.rejected);
  }

  /** Keeps a call for {@linkcode Settlements.take} alone; false where nothing is taken any more. */
  expect(call: SlotCall): boolean {
    if (this.#isClosed) return false;
    const pair = this.#pairs[call.slot] ??= this.#makePair();
    pair.call = call;
    return true;
  }

  /**
   * Takes the call of this slot and generation away; undefined if nothing of it is awaited. Its
   * promise may still settle, so its continuations are never used again.
   */
  take(slot: number, generation: number): SlotCall | undefined {
    const pair = this.#pairs[slot];
    if (pair?.call?.generation !== generation) return undefined;
    const call = pair.call;
    pair.call = null;
    this.#pairs[slot] = undefined;
    return call;
  }

  /** Calls whose promise is awaited. */
  *calls(): IterableIterator<SlotCall> {
    for (const pair of this.#pairs) if (pair?.call) yield pair.call;
  }

  /** Closes every call whose promise is awaited: nobody will take its reply. */
  closeAll(): void {
    this.#isClosed = true;
    for (const call of this.calls()) call.close();
  }

  #makePair(): Pair {
    const pair: Pair = {
      call: null,
      fulfilled: (value) => {
        const call = this.#release(pair);
        if (call === null) this.#dispatcher.late(value);
        else this.#dispatcher.fulfilled(call, value);
      },
      rejected: (reason) => {
        const call = this.#release(pair);
        if (call !== null) this.#dispatcher.rejected(call, reason);
      },
    };
    return pair;
  }

  #release(pair: Pair): SlotCall | null {
    const call = pair.call;
    pair.call = null;
    if (call === null) this.late++;
    return call;
  }
}
