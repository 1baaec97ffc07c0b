/**
 * From a response to a result.
 *
 * @module
 */

import { isJson } from "./body.ts";
import { makeProblem } from "./problem.ts";
import type { AnyResult } from "./result.ts";

/**
 * Reads a response. Rejects where the connection fails on the way, and with a SyntaxError where a
 * success is no JSON although it says so.
 */
export async function readAnswer(response: Response, method: string): Promise<AnyResult> {
  const { status } = response;
  return response.ok
    ? { data: await readData(response, method), status, response }
    : { error: await readError(response, method), status, response };
}

async function readData(response: Response, method: string): Promise<unknown> {
  const { status, body } = response;
  if (method === "HEAD" || status === 204 || status === 205) return undefined;
  const type = typeOf(response);
  if (type.startsWith("text/event-stream")) return body;
  if (type.startsWith("text/")) return await response.text();
  if (isJson(type)) return readJson(status, await response.text());
  const blob = await response.blob();
  return type || blob.size > 0 ? blob : undefined;
}

function readJson(status: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `The answer says that it is JSON, and is not: status ${status}`;
    throw new SyntaxError(message, { cause });
  }
}

/** The body of an error, or a problem that stands for one: what is falsy would look like success. */
async function readError(response: Response, method: string): Promise<unknown> {
  const text = method === "HEAD" ? "" : await response.text();
  const body = isJson(typeOf(response)) && parse(text);
  return body || makeProblem(response, response.statusText || `HTTP ${response.status}`, text);
}

function typeOf({ headers }: Response): string {
  return (headers.get("content-type") ?? "").toLowerCase();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
