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
import type { Drive } from "./drive.ts";
import type { Spin } from "./spin.ts";
import { Turn } from "./turn.ts";

/** A record that took this long has kept everything else waiting, in milliseconds. */
const BLOCKED = 200;
// Looked up once: the global is an accessor, and the clock is read for every record.
const { performance } = globalThis;
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

/** What a pump decides by. */
export interface PumpRules {
  readonly spin: Spin;
  readonly drive: Drive;
  readonly repeat: Repeat;
}

/** Drives one server's requests through the event loop, and sleeps when there are none. */
export class Pump {
  readonly #native: Pick<NativeServer, "pull" | "bodies" | "park">;
  readonly #task: PumpTask;
  readonly #spin: Spin;
  readonly #repeat: Repeat;
  readonly #drive: Drive;
  readonly #words = new Uint32Array(WORDS);
  readonly #turn = new Turn();
  #batch: Batch | null = null;
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
    { spin, drive, repeat }: PumpRules,
  ) {
    this.#native = native;
    this.#task = task;
    this.#spin = spin;
    this.#drive = drive;
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
    this.#takeTurn();
  }

  /** Hands over replies that were given between turns. */
  flushLate(): void {
    const start = performance.now();
    this.#task.flush();
    this.#drive.sent(performance.now() - start);
  }

  /** Pulls no more. */
  stop(): void {
    this.#isStopped = true;
  }

  readonly #takeTurn = (): void => {
    if (this.#isStopped) return;
    this.#drive.turned(performance.now());
    this.#batch ??= this.#pull();
    if (this.#batch === null) return this.#idle();
    this.#isIdle = false;
    const now = performance.now();
    this.#turn.begin(now);
    this.#run(this.#batch, now);
  };

  #again(): void {
    this.#mayPark = true;
    setImmediate(this.#takeTurn);
  }

  #pull(): Batch | null {
    const text = this.#native.pull(this.#words, this.#turn.limit, this.#drive.isWanted);
    if (this.#words[0] === 0) return null;
    this.#wasDense = this.#words[0]! > 1;
    const bodies = this.#words[1] === 0 ? "" : this.#native.bodies();
    return new Batch(this.#words, text, bodies);
  }

  /** Runs what the turn has time for of a batch. */
  #run(batch: Batch, now: number): void {
    this.#spin.busy(now);
    this.#isInTurn = true;
    this.#repeat(() => this.#take(batch), batch.left, () => this.#finish(batch));
  }

  /** Takes the next record, unless the turn has had its time: then it waits for the next turn. */
  #take(batch: Batch): void {
    if (!this.#turn.mayTake) return;
    let time = 0;
    try {
      this.#task.take(batch);
    } finally {
      batch.advance();
      time = this.#turn.took(performance.now());
    }
    if (time >= BLOCKED) this.#task.blocked(time);
  }

  #finish(batch: Batch): void {
    this.#drive.ran(this.#turn.taken, this.#turn.time);
    this.#turn.endRound();
    if (batch.left === 0) this.#batch = null;
    this.#isInTurn = false;
    try {
      this.#task.flush();
    } finally {
      this.#goOn(this.#drive.flushed(performance.now()));
    }
  }

  /** While this thread has the network, replies bring the next requests at once: the turn runs them as well. */
  #goOn(now: number): void {
    if (this.#batch !== null || !this.#mayGoOn(now)) return this.#again();
    this.#batch = this.#pull();
    if (this.#batch === null) return this.#again();
    // What the pull took is no cost of the calls.
    const start = performance.now();
    this.#turn.beginRound(start);
    this.#run(this.#batch, start);
  }

  #mayGoOn(now: number): boolean {
    return this.#words[3] === 1 && this.#turn.mayGoOn(now) && !this.#isStopped;
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
