/** Milliseconds of one turn that may go into chunks which are there at once. */
const BUDGET = 5;

/**
 * Watches the time of one turn of the event loop, for all streams of the thread together: a generator
 * that never waits, whose client takes all it gives, would leave no time for anything else.
 */
export class TurnClock {
  readonly #now: () => number;
  #began = 0;
  /** Resolves in the next turn; undefined where nothing was asked in this one. */
  #ended: Promise<void> | undefined;

  /** `now` reads a monotonic clock in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Returns what resolves in the next turn where the time of this one is over, else undefined. */
  over(): Promise<void> | undefined {
    if (this.#ended !== undefined) {
      return this.#now() - this.#began < BUDGET ? undefined : this.#ended;
    }
    this.#began = this.#now();
    this.#ended = new Promise((resolve) => {
      setTimeout(() => {
        this.#ended = undefined;
        resolve();
      }, 0);
    });
    return undefined;
  }
}
