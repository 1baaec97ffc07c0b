/**
 * What one turn of the event loop may do before everything else gets its time.
 *
 * @module
 */

import { MAX_BATCH } from "./record.ts";

/** How long one turn may run handlers before timers and other I/O get theirs, in milliseconds. */
const BUDGET = 2;
/** Batches in one turn, as long as replies bring requests at once. */
const ROUNDS = 4;

/**
 * The time of one turn, and of the batches it runs: one round for each. Times are in milliseconds, on
 * any steady clock.
 *
 * Each round takes one record at least, however late it is, so no turn goes by without progress.
 */
export class Turn {
  /** Records that a pull may bring, 1 to 64: no more than the last rounds ran in the time of a turn. */
  limit: number = MAX_BATCH;
  #end = 0;
  #rounds = 0;
  #taken = 0;
  /** When the running round was begun. */
  #start = 0;
  /** When the last record was done. */
  #now = 0;

  /** A turn begins, and its first round. */
  begin(now: number): void {
    this.#end = now + BUDGET;
    this.#rounds = 0;
    this.beginRound(now);
  }

  /** A round begins: a batch, or what is left of one. */
  beginRound(now: number): void {
    this.#rounds++;
    this.#taken = 0;
    this.#start = this.#now = now;
  }

  /** Whether the round may take one more record. */
  get mayTake(): boolean {
    return this.#taken === 0 || this.#now <= this.#end;
  }

  /** A record was taken. Returns how long it took. */
  took(now: number): number {
    const time = now - this.#now;
    this.#taken++;
    this.#now = now;
    return time;
  }

  /** The round is over. Says what the next pull may bring. */
  endRound(): void {
    const isLate = this.#now > this.#end;
    this.limit = isLate ? Math.max(1, this.#taken) : Math.min(MAX_BATCH, this.limit * 2);
  }

  /** Records that the round has taken. */
  get taken(): number {
    return this.#taken;
  }

  /** What they took together. */
  get time(): number {
    return this.#now - this.#start;
  }

  /** Whether there is time for another round. */
  mayGoOn(now: number): boolean {
    return this.#rounds < ROUNDS && now <= this.#end;
  }
}
