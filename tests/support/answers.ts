/**
 * What tests ask of an answer before they look into it.
 *
 * @module
 */
import * as assert from "uvu/assert";
import { type RawResponse, textOf } from "./raw_client.ts";

/** A problem document (RFC 9457) as it came. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly [extension: string]: unknown;
}

/** Body of an answer as JSON; the status and the content type must be right. */
export async function expectJson(response: Response, status = 200): Promise<unknown> {
  const text = await response.text();
  assert.is(response.status, status, text);
  assert.is(response.headers.get("content-type"), "application/json");
  return JSON.parse(text);
}

/** Body of an answer as text; the status must be right. */
export async function expectText(response: Response, status = 200): Promise<string> {
  const text = await response.text();
  assert.is(response.status, status, text);
  return text;
}

/** Body of an error answer; status, content type and the members every problem has must be right. */
export async function expectProblem(response: Response, status: number): Promise<Problem> {
  const text = await response.text();
  assert.is(response.status, status, text);
  return problemIn(text, { status, type: response.headers.get("content-type") });
}

/** The same for an answer on a raw connection. */
export function expectRawProblem(response: RawResponse, status: number): Problem {
  const text = textOf(response);
  assert.is(response.status, status, text);
  return problemIn(text, { status, type: response.headers.get("content-type") });
}

function problemIn(
  text: string,
  head: { status: number; type?: string | null | undefined },
): Problem {
  assert.is(head.type, "application/problem+json");
  const problem = JSON.parse(text);
  assert.equal(Object.keys(problem).slice(0, 3), ["type", "title", "status"]);
  assert.is(problem.status, head.status);
  return problem;
}
