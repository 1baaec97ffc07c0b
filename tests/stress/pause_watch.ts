/** Shortest pause, in milliseconds, that is told from the timer's usual lateness. */
const PAUSE = 20;
const TICK = 5;

/**
 * Adds up how long this process itself stood still (collected garbage, or had no CPU), so that its
 * own pauses are not taken for the server's.
 */
export class PauseWatch {
  #total = 0;
  #last: number = performance.now();
  readonly #timer: ReturnType<typeof setInterval> = setInterval(() => this.#tick(), TICK);

  /** Milliseconds of all pauses so far, the present one included. */
  total(): number {
    return this.#total + this.#pause();
  }

  /** Stops watching. */
  end(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.#total += this.#pause();
    this.#last = performance.now();
  }

  #pause(): number {
    const since = performance.now() - this.#last;
    return since > PAUSE ? since : 0;
  }
}
