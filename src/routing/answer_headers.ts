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

/**
 * Checks one set of them. Throws TypeError `SPK_UNKNOWN_OPTION`, `SPK_BAD_OPTION` and
 * `SPK_BAD_HEADER`.
 */
export function checkAnswerHeaders(value: unknown): void {
  checkOptions(value, { owner: "answerHeaders", keys: ["constant", "requestId"] });
  // Its keys are known, and its values are checked here.
  mergeAnswerHeaders([value as AnswerHeaders]);
}

/** Puts sets together; the first one to name a header decides. Throws TypeError `SPK_BAD_OPTION`. */
export function mergeAnswerHeaders(sets: readonly AnswerHeaders[]): ServerAnswers {
  const list = new HeaderList();
  for (const [name, value] of sets.flatMap(({ constant = {} }) => Object.entries(constant))) {
    if (!list.has(name)) list.append(name, value);
  }
  const [requestId] = sets.flatMap((set) => set.requestId ?? []);
  const headers = list.pairs;
  if (headers.length > 2 * MOST) throw tooMany(headers.length / 2);
  return { headers, requestId: requestId === undefined ? undefined : checkHeaderName(requestId) };
}

function tooMany(count: number): UsageError {
  return new UsageError(
    "SPK_BAD_OPTION",
    `The middleware of the app gives the answers of the server ${count} headers: leave it at ${MOST}`,
  );
}
