/**
 * What is left to do for a call once a promise has settled: reading a body, say, or an asynchronous
 * error handler. `respond` runs it in place of sending a value.
 */
export class Deferred {
  /** What the promise gave, or why it gave nothing. */
  readonly value: unknown;
  /** Finishes the call; what it throws fails as `respond` would. */
  readonly finish: () => void;

  constructor(value: unknown, finish: () => void) {
    this.value = value;
    this.finish = finish;
  }
}

/** What is done with each outcome of a promise; either may throw. */
export interface Continuations<T> {
  readonly fulfilled: (value: T) => void;
  readonly rejected: (reason: unknown) => void;
}

/** Makes a promise for `call.settle` that never rejects: both outcomes come as a {@linkcode Deferred}. */
export function defer<T>(
  promise: PromiseLike<T>,
  { fulfilled, rejected }: Continuations<T>,
): Promise<Deferred> {
  return awaited(promise).then(
    (value) => new Deferred(value, () => fulfilled(value)),
    (reason) => new Deferred(reason, () => rejected(reason)),
  );
}

// Not `Promise.resolve`: what makes a foreign thenable throw must arrive as a rejection.
async function awaited<T>(promise: PromiseLike<T>): Promise<T> {
  return await promise;
}
