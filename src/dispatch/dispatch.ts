/**
 * One request from call to reply.
 *
 * @module
 */

import type { Call, Dispatcher, ExpiryReason } from "../http/call.ts";
import type { AnyHandler } from "../http/handler.ts";
import { type ContextRoute, RequestContext } from "../http/request_context.ts";
import type { RouteMetadata } from "../routing/metadata.ts";
import { type ErrorHandlers, orderErrorHandlers } from "./error_handlers.ts";
import { createAnswerFailure } from "./failure.ts";
import { createExpiryLog } from "./expiry.ts";
import type { PhaseName } from "./lifecycle.ts";
import type { Logger } from "./log.ts";
import { respond } from "./respond.ts";
import { isThenable, toPromise } from "./thenable.ts";

/** What runs for one route number. */
export interface DispatchRoute extends ContextRoute {
  readonly metadata: RouteMetadata;
  readonly handler: AnyHandler;
}

/** What {@linkcode createDispatcher} needs, all of it frozen. */
export interface DispatchOptions {
  /** A call's route number is an index into these. */
  readonly routes: readonly DispatchRoute[];
  readonly errorHandlers: ErrorHandlers;
  readonly log: Logger;
}

/**
 * Makes the dispatcher of a frozen app. None of its methods throws, and every call it is given is
 * answered exactly once, unless it expires first.
 */
export function createDispatcher({ routes, errorHandlers, log }: DispatchOptions): Dispatcher {
  const answerFailure = createAnswerFailure({ handlerFor: orderErrorHandlers(errorHandlers), log });
  const logExpiry = createExpiryLog(log);

  function begin(call: Call): void {
    let phase: PhaseName = "handler";
    try {
      const route = routeOf(call);
      const context = new RequestContext(call, route);
      call.context = context;
      const { handler } = route;
      const value = handler(context);
      phase = "respond";
      if (isThenable(value)) call.settle(toPromise(value));
      else respond(call, context.head, value);
    } catch (thrown) {
      fail(call, phase, thrown);
    }
  }

  function fulfilled(call: Call, value: unknown): void {
    try {
      respond(call, contextOf(call)?.head, value);
    } catch (thrown) {
      fail(call, "respond", thrown);
    }
  }

  function rejected(call: Call, reason: unknown): void {
    fail(call, "handler", reason);
  }

  function expired(call: Call, reason: ExpiryReason): void {
    if (reason === "timeout") logExpiry(sourceOf(call));
  }

  function fail(call: Call, phase: PhaseName, thrown: unknown): void {
    answerFailure({ call, context: contextOf(call), source: sourceOf(call), phase, thrown });
  }

  function routeOf(call: Call): DispatchRoute {
    const route = routes[call.route];
    if (route === undefined) throw new RangeError(`No route has the number ${call.route}`);
    return route;
  }

  function sourceOf(call: Call): string {
    return routes[call.route]?.metadata.source ?? `route ${call.route}`;
  }

  return { begin, fulfilled, rejected, expired };
}

function contextOf({ context }: Call): RequestContext | undefined {
  return context instanceof RequestContext ? context : undefined;
}
