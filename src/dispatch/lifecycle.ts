/**
 * The life of one request in JavaScript, as data.
 *
 * ```text
 * Rust: 400 404 405 408 413 414 415 431 503 504, before any JavaScript
 * call -> onRequest -> read inputs -> preValidation -> validate -> preHandler -> middleware( handler ) -> respond -> onSend -> reply -> onResponse
 *           |any          |400           |any            |422         |any           |any                  |500        |500
 *           +-------------+--------------+---------------+------------+--------------+---------------------+-----------+--> failure -> onError -> reply
 * ```
 *
 * @module
 */

import type { HookName } from "../http/hooks.ts";

/** A step that the framework takes itself. Middleware wraps the handler and belongs to its step. */
export type StepName = "readInputs" | "validate" | "handler" | "respond";

/** Name of a phase. */
export type PhaseName = StepName | HookName;

/** One phase on the way of a request. */
export interface Phase {
  readonly name: PhaseName;
  /**
   * Status of the answer when the phase throws. `any`: that of the HttpError, else 500. `none`: the
   * reply is gone, so the failure is only logged.
   */
  readonly failure: "any" | 400 | 422 | 500 | "none";
}

/** Every phase in the order of its run. */
export const LIFECYCLE: readonly Phase[] = [
  { name: "onRequest", failure: "any" },
  { name: "readInputs", failure: 400 },
  { name: "preValidation", failure: "any" },
  { name: "validate", failure: 422 },
  { name: "preHandler", failure: "any" },
  { name: "handler", failure: "any" },
  { name: "respond", failure: 500 },
  { name: "onSend", failure: 500 },
  { name: "onResponse", failure: "none" },
];
