/**
 * Async context as it was at one moment, to run later work in.
 *
 * @module
 */

import { AsyncLocalStorage } from "node:async_hooks";

/** Calls the function with the arguments, inside the captured context; returns its result. */
export type Snapshot = <Args extends unknown[], Result>(
  task: (...args: Args) => Result,
  ...args: Args
) => Result;

/**
 * Captures the current async context (every AsyncLocalStorage's store).
 *
 * Work entered through it cannot see, or leave behind, what other work stored with `enterWith`.
 */
export function snapshot(): Snapshot {
  return AsyncLocalStorage.snapshot();
}
