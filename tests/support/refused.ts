/**
 * Requests with JSON, and the answer to those that a schema refuses.
 *
 * @module
 */
import * as assert from "uvu/assert";
import type { ValidationItem } from "../../mod.ts";

/** The body of such an answer. */
export interface Refusal {
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly ValidationItem[];
}

/** What posts a value as JSON. */
export function sendJson(body: unknown): RequestInit {
  const headers = { "content-type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body) };
}

/** Resolves to the body of a 422; throws for any other answer. */
export async function refused(answer: Response): Promise<Refusal> {
  assert.is(answer.status, 422);
  assert.is(answer.headers.get("content-type"), "application/problem+json");
  // The tests look at every member they use.
  return await answer.json() as Refusal;
}
