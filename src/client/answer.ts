/**
 * From a response to a result.
 *
 * @module
 */

import { isJson } from "./body.ts";
import { makeProblem } from "./problem.ts";
import type { AnyResult } from "./result.ts";

/** A body as it was read: what it holds, or why nothing could be made of it. */
type Content = { readonly value: unknown } | { readonly fault: string };

/** Reads a response. Rejects where the connection fails on the way, and for no other reason. */
export async function readAnswer(response: Response, method: string): Promise<AnyResult> {
  const { status } = response;
  if (!response.ok) return { error: await readError(response, method), status, response };
  const content = await readContent(response, method);
  if ("value" in content) return { data: content.value, status, response };
  return { error: makeProblem(response, "Invalid JSON", content.fault), status, response };
}

async function readContent(response: Response, method: string): Promise<Content> {
  const { headers } = response;
  const type = headers.get("content-type") ?? "";
  if (isEmpty(response, method)) return { value: undefined };
  if (type.startsWith("text/event-stream")) return { value: response.body };
  if (isJson(type)) return parse(await response.text());
  return { value: await (type.startsWith("text/") ? response.text() : response.blob()) };
}

/** The body of an error, or a problem that stands for one: what is falsy would look like success. */
async function readError(response: Response, method: string): Promise<unknown> {
  const text = isEmpty(response, method) ? "" : await response.text();
  const content = isJson(response.headers.get("content-type") ?? "") ? parse(text) : undefined;
  if (content && "value" in content && content.value) return content.value;
  return makeProblem(response, response.statusText || `HTTP ${response.status}`, text);
}

function isEmpty({ status, headers, body }: Response, method: string): boolean {
  return method === "HEAD" || status === 204 || status === 205 || body === null ||
    headers.get("content-length") === "0";
}

function parse(text: string): Content {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: String(error) };
  }
}
