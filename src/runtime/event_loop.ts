/**
 * The two ways onto the event loop that the web platform lacks.
 *
 * @module
 */

import process from "node:process";
import { setImmediate as nativeSetImmediate } from "node:timers";

/** Runs the task in the next turn of the event loop, after pending I/O. */
export function setImmediate(task: () => void): void {
  nativeSetImmediate(task);
}

/** Runs the task after the current operation, before any promise continuation and any I/O. */
export function nextTick(task: () => void): void {
  process.nextTick(task);
}
