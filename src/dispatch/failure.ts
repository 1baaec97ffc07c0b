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
import type { ChosenHandler, ErrorHandlerLookup } from "./error_handlers.ts";
import { mergeHeaders } from "./header_pairs.ts";
import { LIFECYCLE, type PhaseName } from "./lifecycle.ts";
import type { Logger } from "./log.ts";
import { respond } from "./respond.ts";
import { isThenable } from "./thenable.ts";
import { describeThrown, isInstance } from "./thrown.ts";

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

/** Answers the call of a failure. Never throws. */
export type AnswerFailure = (failure: Failure) => void;

/** What {@linkcode createAnswerFailure} needs. */
export interface FailureOptions {
  readonly handlerFor: ErrorHandlerLookup;
  readonly log: Logger;
}

/**
 * Makes the function that answers failures: the program's error handler first, then the problem of
 * the HttpError, else a 500 that says nothing but the request id.
 *
 * An unexpected error is logged once: one that is no HttpError below 500 and has no handler for its
 * class. Where an error handler throws, both errors are logged and the answer is that 500.
 */
export function createAnswerFailure({ handlerFor, log }: FailureOptions): AnswerFailure {
  function answer(failure: Failure): void {
    const chosen = handlerFor(failure.thrown);
    const problem = problemOf(failure);
    if (problem.status >= 500 && !chosen?.isForClass) report("Request failed", failure);
    if (chosen === undefined || failure.context === undefined) replyProblem(failure.call, problem);
    else handle(failure, problem, { chosen, context: failure.context });
  }

  function handle(
    failure: Failure,
    problem: HttpError,
    { chosen, context }: { chosen: ChosenHandler; context: RequestContext },
  ): void {
    const { call, thrown } = failure;
    startOver(context, problem.status);
    const finish = (value: unknown) =>
      value === undefined ? replyProblem(call, problem) : respond(call, context.head, value);
    const value = chosen.handle(thrown, context);
    if (isThenable(value)) call.settle(defer(failure, value, finish));
    else finish(value);
  }

  async function defer(
    failure: Failure,
    value: PromiseLike<unknown>,
    finish: (value: unknown) => void,
  ): Promise<Deferred> {
    try {
      const settled = await value;
      return new Deferred(() => attempt(failure, () => finish(settled)));
    } catch (broken) {
      return new Deferred(() => giveUp(failure, broken));
    }
  }

  function attempt(failure: Failure, run: () => void): void {
    try {
      run();
    } catch (broken) {
      giveUp(failure, broken);
    }
  }

  function giveUp(failure: Failure, broken: unknown): void {
    replyProblem(failure.call, internalError(failure));
    report("Error handler failed", failure, broken);
  }

  function report(message: string, failure: Failure, broken?: unknown): void {
    const { call, context, phase, source, thrown } = failure;
    log("error", message, {
      requestId: context?.id,
      method: call.method,
      route: source,
      phase,
      error: describeThrown(thrown),
      handlerError: broken === undefined ? undefined : describeThrown(broken),
    });
  }

  return (failure) => attempt(failure, () => answer(failure));
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
