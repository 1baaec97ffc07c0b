/**
 * Any throw to a reply: the only place that catches in order to answer.
 *
 * @module
 */

import type { Call } from "../http/call.ts";
import { encodeHead } from "../http/headers.ts";
import { HttpError } from "../http/http_error.ts";
import { InternalServerError } from "../http/http_errors.ts";
import { PROBLEM_TYPE, problemText } from "../http/problem.ts";
import type { RequestContext } from "../http/request_context.ts";
import { checkErrorStatus } from "../http/status.ts";
import { Deferred } from "./deferred.ts";
import type { ErrorHandlerLookup } from "./error_handlers.ts";
import { mergeHeaders } from "./header_pairs.ts";
import { LIFECYCLE, type PhaseName } from "./lifecycle.ts";
import type { Logger } from "../http/log.ts";
import { respond } from "./respond.ts";
import { isThenable } from "./thenable.ts";
import { describeThrown, isInstance } from "../http/thrown.ts";

/** A throw, and the request it ended. */
export interface Failure {
  readonly call: Call;
  /** Undefined where not even a Context could be made. */
  readonly context: RequestContext | undefined;
  /** Source of the route, as in `GET /users/:id (Users.find)`. */
  readonly source: string;
  readonly phase: PhaseName;
  readonly thrown: unknown;
}

/** A failure that the program's error handler answers. */
interface Handled extends Failure {
  /** Answers where the handler has nothing to say. */
  readonly problem: HttpError;
  /** Whether the log has the thrown error already. */
  readonly isLogged: boolean;
}

/**
 * Answers failures: by the program's error handler, else with the problem of the HttpError, else
 * with a 500 that says nothing but the request id.
 *
 * An unexpected error is logged once: one that is no HttpError below 500 and has no handler for its
 * class. An HttpError thrown by an error handler answers with its problem; where a handler fails in
 * another way, at once or while its content is read, both errors are logged and the answer is that
 * 500. No request has its error handler called twice.
 */
export class Failures {
  readonly #handlerFor: ErrorHandlerLookup;
  readonly #log: Logger;
  /** What error handlers were called for, by the call, so that no failure of theirs reaches them. */
  readonly #handled = new WeakMap<Call, Handled>();

  constructor(handlerFor: ErrorHandlerLookup, log: Logger) {
    this.#handlerFor = handlerFor;
    this.#log = log;
  }

  /** Answers the call of a failure. Never throws. */
  answer(failure: Failure): void {
    const earlier = this.#handled.get(failure.call);
    if (earlier !== undefined) return this.#giveUp(earlier, failure.thrown);
    this.#attempt(failure, () => this.#choose(failure));
  }

  #choose(failure: Failure): void {
    const { call, context, thrown } = failure;
    const chosen = this.#handlerFor(thrown);
    const problem = problemOf(failure);
    const isLogged = problem.status >= 500 && !chosen?.isForClass;
    if (isLogged) this.#report("Request failed", failure);
    if (chosen === undefined || context === undefined) return replyProblem(call, problem);
    startOver(context, problem.status);
    const handled = { ...failure, problem, isLogged };
    this.#handled.set(call, handled);
    this.#handle(handled, () => chosen.handle(thrown, context));
  }

  #handle(failure: Handled, run: () => unknown): void {
    let value: unknown;
    try {
      value = run();
    } catch (broken) {
      return this.#refuse(failure, broken);
    }
    this.#finish(failure, value);
  }

  #finish(failure: Handled, value: unknown): void {
    const { call, context, problem } = failure;
    if (isThenable(value)) call.settle(this.#defer(failure, value));
    else if (value === undefined) replyProblem(call, problem);
    else respond(call, context?.head, value);
  }

  async #defer(failure: Handled, value: PromiseLike<unknown>): Promise<Deferred> {
    try {
      const settled = await value;
      return new Deferred(() => this.#attempt(failure, () => this.#finish(failure, settled)));
    } catch (broken) {
      return new Deferred(() => this.#refuse(failure, broken));
    }
  }

  /** An error handler may answer by a throw, as any handler may. */
  #refuse(failure: Handled, broken: unknown): void {
    if (!isInstance(broken, HttpError)) return this.#giveUp(failure, broken);
    this.#attempt(failure, () => replyProblem(failure.call, broken));
    if (broken.status < 500 || failure.isLogged) return;
    this.#report("Request failed", failure, broken === failure.thrown ? undefined : broken);
  }

  #attempt(failure: Failure, run: () => void): void {
    try {
      run();
    } catch (broken) {
      this.#giveUp(failure, broken);
    }
  }

  #giveUp(failure: Failure, broken: unknown): void {
    replyProblem(failure.call, internalError(failure));
    this.#report("Error handler failed", failure, broken);
  }

  #report(message: string, failure: Failure, broken?: unknown): void {
    const { call, context, phase, source, thrown } = failure;
    this.#log("error", message, {
      requestId: context?.id,
      method: call.method,
      route: source,
      phase,
      error: describeThrown(thrown),
      handlerError: broken === undefined ? undefined : describeThrown(broken),
    });
  }
}

/** The error whose status and problem answer, unless an error handler has something else to say. */
function problemOf(failure: Failure): HttpError {
  const { thrown, phase } = failure;
  const mayAnswer = LIFECYCLE.some(({ name, failure }) => name === phase && failure === "any");
  return mayAnswer && isInstance(thrown, HttpError) ? thrown : internalError(failure);
}

function internalError({ context }: Failure): HttpError {
  return new InternalServerError(undefined, { extensions: { requestId: context?.id } });
}

// What the handler had set was meant for its own answer: a 500 must not be cached or downloaded.
function startOver(context: RequestContext, status: number): void {
  context.head?.headers.pairs.splice(0);
  context.set.status(status);
}

function replyProblem(call: Call, problem: HttpError): void {
  const headers = mergeHeaders(["content-type", PROBLEM_TYPE], problem.headers);
  call.reply(checkErrorStatus(problem.status), encodeHead(headers), problemText(problem));
}
