/**
 * Turns of the event loop: pull requests, run them, hand over the replies.
 *
 * @module
 */

import type { Repeat } from "../runtime/async_context.ts";
import { setImmediate } from "../runtime/event_loop.ts";
import type { NativeServer } from "./addon.ts";
import { Batch } from "./batch.ts";
import { HEADER_WORDS, MAX_BATCH, MAX_PARAMS, RECORD_WORDS } from "./record.ts";
import type { Spin } from "./spin.ts";

/** How long one turn may run handlers before timers and other I/O get theirs, in milliseconds. */
const BUDGET = 2;
/** A record that took this long has kept everything else waiting, in milliseconds. */
const BLOCKED = 200;
const WORDS = HEADER_WORDS + (MAX_BATCH + 1) * (RECORD_WORDS + MAX_PARAMS);

/** What a pump works on. */
export interface PumpTask {
  /** Handles the current record of the batch. */
  readonly take: (batch: Batch) => void;
  /** Hands over the replies that were given. */
  readonly flush: () => void;
  /** Takes note that the last record held the event loop for so many milliseconds. */
  readonly blocked: (milliseconds: number) => void;
}

/** Drives one server's requests through the event loop, and sleeps when there are none. */
export class Pump {
  readonly #native: Pick<NativeServer, "pull" | "bodies" | "park">;
  readonly #task: PumpTask;
  readonly #spin: Spin;
  readonly #repeat: Repeat;
  readonly #words = new Uint32Array(WORDS);
  #batch: Batch | null = null;
  #limit = MAX_BATCH;
  /** When the running turn has had its time. */
  #end = 0;
  /** When the last record was done. */
  #now = 0;
  /** Records that the running turn has taken. */
  #taken = 0;
  #isAwake = false;
  #isInTurn = false;
  #isStopped = false;
  /** False within a wake's own callback. */
  #mayPark = false;
  /** Whether the last turn found nothing. */
  #isIdle = false;
  /** Whether the last batch held more than one request. */
  #wasDense = false;

  /** Each record is taken in a run of its own of `repeat`. */
  constructor(
    native: Pick<NativeServer, "pull" | "bodies" | "park">,
    task: PumpTask,
    spin: Spin,
    repeat: Repeat,
  ) {
    this.#native = native;
    this.#task = task;
    this.#spin = spin;
    this.#repeat = repeat;
  }

  /** Whether a turn runs now: what is replied will be handed over at its end. */
  get isInTurn(): boolean {
    return this.#isInTurn;
  }

  /** Wakes the pump; does nothing while it is awake. */
  wake(): void {
    if (this.#isAwake || this.#isStopped) return;
    this.#isAwake = true;
    this.#mayPark = false;
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
    this.#isIdle = false;
    this.#run(this.#batch);
  };

  #again(): void {
    this.#mayPark = true;
    setImmediate(this.#turn);
  }

  #pull(): Batch | null {
    const text = this.#native.pull(this.#words, this.#limit);
    if (this.#words[0] === 0) return null;
    this.#wasDense = this.#words[0]! > 1;
    const bodies = this.#words[1] === 0 ? "" : this.#native.bodies();
    return new Batch(this.#words, text, bodies);
  }

  #run(batch: Batch): void {
    this.#now = performance.now();
    this.#end = this.#now + BUDGET;
    this.#taken = 0;
    this.#spin.busy(this.#now);
    this.#isInTurn = true;
    this.#repeat(() => this.#take(batch), batch.left, () => this.#finish(batch));
  }

  /** Takes the next record, unless the turn has had its time: then it waits for the next turn. */
  #take(batch: Batch): void {
    const before = this.#now;
    if (before > this.#end) return;
    try {
      this.#task.take(batch);
    } finally {
      batch.advance();
      this.#taken++;
      this.#now = performance.now();
    }
    if (this.#now - before >= BLOCKED) this.#task.blocked(this.#now - before);
  }

  #finish(batch: Batch): void {
    this.#limit = this.#now > this.#end ? this.#taken : Math.min(MAX_BATCH, this.#limit * 2);
    if (batch.left === 0) this.#batch = null;
    this.#isInTurn = false;
    try {
      this.#task.flush();
    } finally {
      this.#again();
    }
  }

  #idle(): void {
    const now = performance.now();
    const isFirst = !this.#isIdle;
    this.#isIdle = true;
    if (isFirst) this.#spin.idle(now);
    // Under load the next batch is often there one turn later.
    const stays = isFirst && this.#wasDense || this.#spin.continues(now, this.#words[2]!);
    // Deno 2.9 can lose a wake that is called while the callback of the last one parks.
    if (!stays && this.#mayPark && this.#park()) return;
    this.#again();
  }

  #park(): boolean {
    const isAsleep = this.#native.park();
    this.#isAwake = !isAsleep;
    if (isAsleep) this.#isIdle = false;
    return isAsleep;
  }
}
