/**
 * One request from call to reply.
 *
 * @module
 */

import type { Call, Dispatcher, ExpiryReason } from "../http/call.ts";
import type { AnyHandler } from "../http/handler.ts";
import { type ContextRoute, RequestContext } from "../http/request_context.ts";
import type { ErrorHandlers } from "../routing/error_handlers.ts";
import type { RouteMetadata } from "../routing/metadata.ts";
import { orderErrorHandlers } from "./error_handlers.ts";
import { createExpiryLog } from "./expiry.ts";
import { Failures } from "./failure.ts";
import type { PhaseName } from "./lifecycle.ts";
import type { Logger } from "../http/log.ts";
import { respond } from "./respond.ts";
import { isThenable, toPromise } from "./thenable.ts";

/** What runs for one route number. */
export interface DispatchRoute extends ContextRoute {
  readonly metadata: RouteMetadata;
  readonly handler: AnyHandler;
}

/** What {@linkcode RouteDispatcher} needs, all of it frozen. */
export interface DispatchOptions {
  /** A call's route number is an index into these. */
  readonly routes: readonly DispatchRoute[];
  readonly errorHandlers: ErrorHandlers;
  readonly log: Logger;
}

/**
 * Runs the handlers of a frozen app. No method throws, and every call is answered exactly once,
 * unless it expires first.
 */
export class RouteDispatcher implements Dispatcher {
  readonly #routes: readonly DispatchRoute[];
  readonly #failures: Failures;
  readonly #logExpiry: (source: string) => void;

  constructor({ routes, errorHandlers, log }: DispatchOptions) {
    this.#routes = routes;
    this.#failures = new Failures(orderErrorHandlers(errorHandlers), log);
    this.#logExpiry = createExpiryLog(log);
  }

  begin(call: Call): void {
    let phase: PhaseName = "handler";
    try {
      const route = this.#routeOf(call);
      const context = new RequestContext(call, route);
      call.context = context;
      const { handler } = route;
      const value = handler(context);
      phase = "respond";
      if (isThenable(value)) call.settle(toPromise(value));
      else respond(call, context.head, value);
    } catch (thrown) {
      this.#fail(call, phase, thrown);
    }
  }

  fulfilled(call: Call, value: unknown): void {
    try {
      respond(call, contextOf(call)?.head, value);
    } catch (thrown) {
      this.#fail(call, "respond", thrown);
    }
  }

  rejected(call: Call, reason: unknown): void {
    this.#fail(call, "handler", reason);
  }

  expired(call: Call, reason: ExpiryReason): void {
    if (reason === "timeout") this.#logExpiry(this.#sourceOf(call));
  }

  #fail(call: Call, phase: PhaseName, thrown: unknown): void {
    const [context, source] = [contextOf(call), this.#sourceOf(call)];
    this.#failures.answer({ call, context, source, phase, thrown });
  }

  #routeOf(call: Call): DispatchRoute {
    const route = this.#routes[call.route];
    if (route === undefined) throw new RangeError(`No route has the number ${call.route}`);
    return route;
  }

  #sourceOf(call: Call): string {
    return this.#routes[call.route]?.metadata.source ?? `route ${call.route}`;
  }
}

function contextOf({ context }: Call): RequestContext | undefined {
  return context instanceof RequestContext ? context : undefined;
}
