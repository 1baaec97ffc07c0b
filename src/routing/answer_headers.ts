import { HeaderList } from "../http/header_list.ts";
import { checkHeaderName } from "../http/headers.ts";
import type { AnswerHeaders } from "../http/hooks.ts";
import { checkOptions } from "../http/options.ts";
import { UsageError } from "../http/usage_error.ts";

/** Headers of the answers that the server gives by itself. */
export interface ServerAnswers {
  /** Name, value, name, value; names in lower case, each once. */
  readonly headers: readonly string[];
  /** Header that carries the id of the request; undefined for none. */
  readonly requestId: string | undefined;
}

/** Most headers that the server takes. */
const MOST = 32;
/** A handler may set it, the server's own answers have it already. */
const DATE = "date";

/**
 * Checks one set of them. Throws TypeError `SPK_UNKNOWN_OPTION`, `SPK_BAD_OPTION` and
 * `SPK_BAD_HEADER`.
 */
export function checkAnswerHeaders(value: unknown): void {
  checkPlain(value, "answerHeaders");
  checkOptions(value, { owner: "answerHeaders", keys: ["constant", "requestId"] });
  // Its keys are known, and its values are checked here.
  const set = value as AnswerHeaders;
  if (set.constant !== undefined) checkPlain(set.constant, '"constant" of answerHeaders');
  mergeAnswerHeaders([set]);
  const names = [...Object.keys(set.constant ?? {}), set.requestId];
  if (names.some((name) => name?.toLowerCase() === DATE)) throw dated();
}

/** Refuses what has entries of another kind than members: a Map, Headers. */
function checkPlain(value: unknown, owner: string): void {
  if (typeof value === "object" && value !== null) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === null || Object.getPrototypeOf(prototype) === null) return;
  }
  throw new UsageError("SPK_BAD_OPTION", `${owner} takes a plain object`);
}

/** Puts sets together; the first one to name a header decides. Throws TypeError `SPK_BAD_OPTION`. */
export function mergeAnswerHeaders(sets: readonly AnswerHeaders[]): ServerAnswers {
  const list = new HeaderList();
  for (const [name, value] of sets.flatMap(({ constant = {} }) => Object.entries(constant))) {
    if (!list.has(name)) list.append(name, value);
  }
  const requestId = sets.find((set) => set.requestId !== undefined)?.requestId;
  const headers = list.pairs;
  if (headers.length > 2 * MOST) throw tooMany(headers.length / 2);
  return { headers, requestId: requestId === undefined ? undefined : checkHeaderName(requestId) };
}

function dated(): UsageError {
  const message = `The header "${DATE}" belongs to the server in its own answers: leave it out`;
  return new UsageError("SPK_BAD_HEADER", message);
}

function tooMany(count: number): UsageError {
  return new UsageError(
    "SPK_BAD_OPTION",
    `The middleware of the app gives the answers of the server ${count} headers: leave it at ${MOST}`,
  );
}
