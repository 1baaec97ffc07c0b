/**
 * Any throw to a reply: the only place that catches in order to answer.
 *
 * @module
 */

import type { Call } from "../http/call.ts";
import { pairsOf } from "../http/header_list.ts";
import { encodeHead } from "../http/headers.ts";
import { HttpError } from "../http/http_error.ts";
import { InternalServerError } from "../http/http_errors.ts";
import { PROBLEM_TYPE, problemText } from "../http/problem.ts";
import type { RequestContext } from "../http/request_context.ts";
import { checkErrorStatus } from "../http/status.ts";
import { UsageError } from "../http/usage_error.ts";
import { defer } from "./deferred.ts";
import { mergeHeaders } from "./header_pairs.ts";
import { LIFECYCLE, type Phase, type PhaseName } from "./lifecycle.ts";
import type { Logger } from "../http/log.ts";
import { respond } from "./respond.ts";
import type { Responder } from "./responder.ts";
import { isThenable } from "../http/thenable.ts";
import { describeThrown, isInstance } from "../http/thrown.ts";

/** A throw, and the request it ended. */
export interface Failure {
  readonly responder: Responder;
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
  readonly #log: Logger;
  /** What error handlers were called for, by the call, so that no failure of theirs reaches them. */
  readonly #handled = new WeakMap<Call, Handled>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Answers the call of a failure, unless its reply is gone. Never throws. */
  answer(failure: Failure): void {
    if (statusOf(failure.phase) === "none") return this.#report("Hook failed", failure);
    if (isGivenUp(failure)) return;
    const earlier = this.#handled.get(failure.responder.call);
    if (earlier !== undefined) return this.#giveUp(earlier, failure.thrown);
    this.#attempt(failure, () => this.#choose(failure));
  }

  /**
   * Logs what a streamed body threw: its reply is on the way, and is cut. An HttpError below 500 is the
   * client's fault, so it is not logged. Never throws.
   */
  reportStream(responder: Responder, thrown: unknown): void {
    if (isInstance(thrown, HttpError) && thrown.status < 500) return;
    this.#report("Stream failed", { responder, phase: "respond", thrown });
  }

  #choose(failure: Failure): void {
    const { responder, thrown } = failure;
    const { call, context, route } = responder;
    const chosen = route.errorHandlerFor(thrown);
    const problem = problemOf(failure);
    const isLogged = problem.status >= 500 && !chosen?.isForClass;
    if (isLogged) this.#report("Request failed", failure);
    if (chosen === undefined) return replyProblem(responder, problem);
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
    const { responder, problem } = failure;
    if (isThenable(value)) this.#wait(failure, value);
    else if (value === undefined) replyProblem(responder, problem);
    else respond(responder, responder.context.head, value);
  }

  #wait(failure: Handled, value: PromiseLike<unknown>): void {
    failure.responder.call.settle(defer(value, {
      fulfilled: (settled) => this.#attempt(failure, () => this.#finish(failure, settled)),
      rejected: (broken) => this.#refuse(failure, broken),
    }));
  }

  /** An error handler may answer by a throw, as any handler may. */
  #refuse(failure: Handled, broken: unknown): void {
    if (!isInstance(broken, HttpError)) return this.#giveUp(failure, broken);
    this.#attempt(failure, () => replyProblem(failure.responder, broken));
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
    replyProblem(failure.responder, internalError(failure));
    this.#report("Error handler failed", failure, broken);
  }

  #report(message: string, { responder, phase, thrown }: Failure, broken?: unknown): void {
    const { call, context, route } = responder;
    this.#log("error", message, {
      requestId: context.id,
      method: call.method,
      route: route.metadata.source,
      phase,
      error: describeThrown(thrown),
      handlerError: broken === undefined ? undefined : describeThrown(broken),
    });
  }
}

/** Whether the request went away while it was read: nobody waits, and the program did nothing wrong. */
function isGivenUp({ responder, thrown }: Failure): boolean {
  if (responder.call.isOpen) return false;
  return isInstance(thrown, UsageError) && thrown.code === "SPK_CALL_CLOSED";
}

/** The error whose status and problem answer, unless an error handler has something else to say. */
function problemOf(failure: Failure): HttpError {
  const { thrown, phase } = failure;
  const mayAnswer = statusOf(phase) !== 500;
  return mayAnswer && isInstance(thrown, HttpError) ? thrown : internalError(failure);
}

function statusOf(phase: PhaseName): Phase["failure"] | undefined {
  return LIFECYCLE.find(({ name }) => name === phase)?.failure;
}

function internalError({ responder }: Failure): HttpError {
  return new InternalServerError(undefined, { extensions: { requestId: responder.context.id } });
}

// What the handler had set was meant for its own answer: a 500 must not be cached or downloaded.
function startOver(context: RequestContext, status: number): void {
  if (context.head !== undefined) pairsOf(context.head.headers).splice(0);
  context.set.status(status);
}

function replyProblem(responder: Responder, problem: HttpError): void {
  const headers = mergeHeaders(["content-type", PROBLEM_TYPE], problem.headers);
  const head = encodeHead(headers);
  responder.reply(checkErrorStatus(problem.status), head, problemText(problem));
}
