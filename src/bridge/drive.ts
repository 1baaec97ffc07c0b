/**
 * Whether this thread serves the network itself while it is awake, instead of having requests brought
 * by another thread: with few requests in flight the way between threads is most of their cost.
 *
 * @module
 */

import type { Spin } from "./spin.ts";

/** Calls that cost this thread more leave the network to the other one, in milliseconds. */
const CHEAP = 0.004;
/** What a turn of the event loop may take that runs nothing else, in milliseconds. */
const LOOP = 0.02;
/** Turns over which the cost of a call is averaged, about. */
const MEMORY = 8;

/** Decides by what calls cost. Times are in milliseconds, on any steady clock. */
export class Drive {
  readonly #spin: Spin;
  readonly #isForced: boolean;
  /** Mean cost of a call, in milliseconds. */
  #cost = 0;
  #calls = 0;
  #ran = 0;
  #sent = 0;
  #ranUntil = 0;

  /** With one CPU two threads only take it from each other. */
  constructor(spin: Spin, cpus: number) {
    this.#spin = spin;
    this.#isForced = cpus === 1;
  }

  /** Whether to drive now. */
  get isWanted(): boolean {
    return this.#isForced || this.#spin.isTrusted && this.#cost < CHEAP;
  }

  /** So many calls ran, for so long. */
  ran(calls: number, time: number): void {
    this.#calls += calls;
    this.#ran += time;
  }

  /** Their replies were handed over; what they left behind runs from now on. Returns the time. */
  flushed(now: number): number {
    this.#sent = 0;
    this.#ranUntil = now;
    return now;
  }

  /** Replies that came after the turn were handed over, which took so long. */
  sent(time: number): void {
    this.#sent += time;
  }

  /** The next turn begins. Nothing was waited for since the last one: what took time was work. */
  turned(now: number): void {
    if (this.#calls === 0) return;
    const rest = now - this.#ranUntil - this.#sent - LOOP;
    const cost = (this.#ran + Math.max(0, rest)) / this.#calls;
    this.#cost += (cost - this.#cost) / MEMORY;
    this.#calls = 0;
    this.#ran = 0;
  }
}
