/**
 * What is left to do for a call once a promise has settled: reading a body, say, or an asynchronous
 * error handler. `respond` runs it in place of sending a value.
 */
export class Deferred {
  /** Finishes the call; what it throws fails as `respond` would. */
  readonly finish: () => void;

  constructor(finish: () => void) {
    this.finish = finish;
  }
}
