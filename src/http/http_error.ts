import { checkHeaderName, checkHeaderValue } from "./headers.ts";
import { checkErrorStatus, titleOf } from "./status.ts";

/** Members of a problem beyond the five that have their own place. */
export interface ProblemExtensions {
  /** Any other member. */
  readonly [name: string]: unknown;
  /** Has its own place: `options.type`. */
  readonly type?: never;
  /** Has its own place: `options.title`. */
  readonly title?: never;
  /** Has its own place: the first argument. */
  readonly status?: never;
  /** Has its own place: the second argument. */
  readonly detail?: never;
}

/** What an error answer may have beside status and detail. */
export interface HttpErrorOptions {
  /** Summary of the kind of problem. Default: the registered phrase of the status. */
  readonly title?: string;
  /** URI of the kind of problem. Default: that of the status, or `about:blank`. */
  readonly type?: string;
  /** Stable code for programs; the member `code` of the answer. */
  readonly code?: string;
  /** Headers of the answer; checked as `set.header` checks them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the answer, in this order. */
  readonly extensions?: ProblemExtensions;
  /** The underlying error: it is logged, never sent. */
  readonly cause?: unknown;
}

/**
 * An error that is an answer: throw it anywhere below a handler, and the client gets its status
 * with an `application/problem+json` body (RFC 9457). Its detail is sent as it is.
 *
 * Throws RangeError `SPK_BAD_STATUS` for a status outside 400 to 599, TypeError `SPK_BAD_HEADER` for
 * a header that cannot be sent.
 *
 * @example
 * ```ts
 * throw new HttpError(402, "The card was declined", { code: "card_declined" });
 * ```
 */
export class HttpError extends Error {
  /** Status code, 400 to 599. */
  readonly status: number;
  /** What went wrong this time, for people; absent where the title says all. */
  readonly detail: string | undefined;
  /** Summary of the kind of problem. */
  readonly title: string;
  /** URI of the kind of problem, where one was given. */
  readonly type: string | undefined;
  /** Stable code for programs, where one was given. */
  readonly code: string | undefined;
  /** Headers of the answer: name, value, name, value; names in lower case. */
  readonly headers: readonly string[];
  /** Further members of the answer. */
  readonly extensions: ProblemExtensions | undefined;

  /** Takes the status, what went wrong this time, and options. */
  constructor(status: number, detail?: string, options: HttpErrorOptions = {}) {
    const title = options.title ?? titleOf(checkErrorStatus(status));
    super(detail ?? title, "cause" in options ? { cause: options.cause } : undefined);
    this.status = status;
    this.detail = detail;
    this.title = title;
    this.type = options.type;
    this.code = options.code;
    this.headers = checkedPairs(options.headers);
    this.extensions = options.extensions;
  }

  /** Name of the class. A getter, because V8 reads it for the stack while the Error is made. */
  override get name(): string {
    return this.constructor.name;
  }
}

function checkedPairs(headers: Readonly<Record<string, string>> | undefined): readonly string[] {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(headers ?? {})) {
    const lower = checkHeaderName(name);
    pairs.push(lower, checkHeaderValue(lower, value));
  }
  return pairs;
}
