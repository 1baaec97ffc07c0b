/**
 * Turns of the event loop: pull requests, run them, hand over the replies.
 *
 * @module
 */

import { setImmediate } from "../runtime/event_loop.ts";
import type { NativeServer } from "./addon.ts";
import { Batch } from "./batch.ts";
import { HEADER_WORDS, MAX_BATCH, MAX_PARAMS, RECORD_WORDS } from "./record.ts";
import type { Spin } from "./spin.ts";

/** How long one turn may run handlers before timers and other I/O get theirs, in milliseconds. */
const BUDGET = 2;
/** Requests between two looks at the clock. */
const CLOCK_EVERY = 16;
const WORDS = HEADER_WORDS + (MAX_BATCH + 1) * (RECORD_WORDS + MAX_PARAMS);

/** What a pump works on. */
export interface PumpTask {
  /** Handles the current record of the batch. */
  readonly take: (batch: Batch) => void;
  /** Hands over the replies that were given. */
  readonly flush: () => void;
}

/** Drives one server's requests through the event loop, and sleeps when there are none. */
export class Pump {
  readonly #native: Pick<NativeServer, "pull" | "bodies" | "park">;
  readonly #task: PumpTask;
  readonly #spin: Spin;
  readonly #words = new Uint32Array(WORDS);
  #batch: Batch | null = null;
  #limit = MAX_BATCH;
  #isAwake = false;
  #isInTurn = false;
  #isStopped = false;
  #emptyTurns = 0;

  constructor(native: Pick<NativeServer, "pull" | "bodies" | "park">, task: PumpTask, spin: Spin) {
    this.#native = native;
    this.#task = task;
    this.#spin = spin;
  }

  /** Whether a turn runs now: what is replied will be handed over at its end. */
  get isInTurn(): boolean {
    return this.#isInTurn;
  }

  /** Wakes the pump; does nothing while it is awake. */
  wake(): void {
    if (this.#isAwake || this.#isStopped) return;
    this.#isAwake = true;
    this.#spin.woken(performance.now());
    this.#turn();
  }

  /** Pulls no more. */
  stop(): void {
    this.#isStopped = true;
  }

  readonly #turn = (): void => {
    if (this.#isStopped) return;
    this.#batch ??= this.#pull();
    if (this.#batch === null) return this.#idle();
    this.#emptyTurns = 0;
    this.#run(this.#batch);
    setImmediate(this.#turn);
  };

  #pull(): Batch | null {
    const text = this.#native.pull(this.#words, this.#limit);
    if (this.#words[0] === 0) return null;
    const bodies = this.#words[1] === 0 ? "" : this.#native.bodies();
    return new Batch(this.#words, text, bodies);
  }

  #run(batch: Batch): void {
    const start = performance.now();
    this.#spin.busy(start);
    this.#isInTurn = true;
    const isDone = this.#takeUntil(batch, start + BUDGET);
    this.#task.flush();
    this.#isInTurn = false;
    if (isDone) this.#batch = null;
  }

  /** False if the time was up before the batch was done. */
  #takeUntil(batch: Batch, end: number): boolean {
    let taken = 0;
    while (batch.left > 0) {
      this.#task.take(batch);
      batch.advance();
      taken++;
      if (taken % CLOCK_EVERY === 0 && performance.now() > end) {
        this.#limit = taken;
        return batch.left === 0;
      }
    }
    this.#limit = performance.now() > end ? taken : Math.min(MAX_BATCH, this.#limit * 2);
    return true;
  }

  #idle(): void {
    const now = performance.now();
    if (this.#emptyTurns === 0) this.#spin.idle(now);
    this.#emptyTurns++;
    // The first empty turn may be a wake's own callback, and Deno 2.9 can lose a wake that is
    // called while its callback parks; a turn of its own is safe.
    const stays = this.#emptyTurns === 1 || this.#spin.continues(now, this.#words[2]!);
    if (!stays && this.#park()) return;
    setImmediate(this.#turn);
  }

  #park(): boolean {
    this.#isAwake = !this.#native.park();
    if (!this.#isAwake) this.#emptyTurns = 0;
    return !this.#isAwake;
  }
}
