/**
 * One request from call to reply.
 *
 * @module
 */

import type { Call, Dispatcher, ExpiryReason } from "../http/call.ts";
import type { Logger } from "../http/log.ts";
import { RequestContext } from "../http/request_context.ts";
import { NO_LAYERS } from "../routing/layers.ts";
import { type RouteMetadata, UNDECLARED } from "../routing/metadata.ts";
import { AwaitedStreams } from "./awaited_streams.ts";
import { createBlockedLog } from "./blocked.ts";
import { compose, type ComposedRoute, type DispatchRoute, isHooked } from "./compose.ts";
import { DirectResponder } from "./direct_responder.ts";
import { discardValue } from "./discard.ts";
import { createExpiryLog } from "./expiry.ts";
import { Failures } from "./failure.ts";
import { HookedCall } from "./hooked_call.ts";
import { Leftovers } from "./leftovers.ts";
import type { PhaseName } from "./lifecycle.ts";
import { respond, respondPlainly } from "./respond.ts";
import { isThenable, toPromise } from "../http/thenable.ts";

/** What {@linkcode RouteDispatcher} needs, all of it frozen. */
export interface DispatchOptions {
  /** A call's route number is an index into these. */
  readonly routes: readonly DispatchRoute[];
  readonly log: Logger;
  /** Whether what handlers return is checked where their routes declare it. Default true. */
  readonly validatesResponses?: boolean;
}

/**
 * Runs the handlers of a frozen app. No method throws, and every call is answered exactly once,
 * unless it expires first.
 *
 * What a call needs beside its Context is kept for routes with hooks only ({@linkcode HookedCall});
 * all others take the straight way here.
 */
export class RouteDispatcher implements Dispatcher {
  readonly #routes: readonly ComposedRoute[];
  readonly #log: Logger;
  readonly #failures: Failures;
  readonly #awaited = new AwaitedStreams();
  readonly #leftovers = new Leftovers();
  readonly #validatesResponses: boolean;
  readonly #logExpiry: (source: string) => void;
  readonly #logBlocked: (route: RouteMetadata, milliseconds: number) => void;

  constructor({ routes, log, validatesResponses = true }: DispatchOptions) {
    this.#log = log;
    this.#validatesResponses = validatesResponses;
    this.#failures = new Failures(log);
    this.#routes = routes.map((route) => this.#compose(route));
    this.#logExpiry = createExpiryLog(log);
    this.#logBlocked = createBlockedLog(log);
  }

  begin(call: Call): void {
    const route = this.#routeOf(call);
    if (isHooked(route)) {
      const hooked = new HookedCall(call, route);
      call.context = hooked;
      return hooked.begin();
    }
    const context = new RequestContext(call, route);
    call.context = context;
    let phase: PhaseName = "handler";
    try {
      const { handler } = route;
      const value = handler(context);
      phase = "respond";
      if (isThenable(value)) return call.settle(toPromise(value));
      if (context.head === undefined && respondPlainly(call, value)) return;
      this.#respond(call, context, value);
    } catch (thrown) {
      this.#fail(call, phase, thrown);
    }
  }

  fulfilled(call: Call, value: unknown): void {
    if (call.context instanceof HookedCall) return call.context.fulfilled(value);
    try {
      const context = contextOf(call);
      if (context.head === undefined && respondPlainly(call, value)) return;
      this.#respond(call, context, value);
    } catch (thrown) {
      this.#fail(call, "respond", thrown);
    }
  }

  rejected(call: Call, reason: unknown): void {
    if (call.context instanceof HookedCall) return call.context.rejected(reason);
    this.#fail(call, "handler", reason);
  }

  expired(call: Call, reason: ExpiryReason): void {
    if (reason === "timeout") this.#logExpiry(this.#routeOf(call).metadata.source);
    const { context } = call;
    if (context instanceof HookedCall) context.expired(reason);
    else contextOf(call).abort(reason);
    this.#awaited.stop(call);
    this.#leftovers.end(contextOf(call));
  }

  late(value: unknown): void {
    discardValue(value);
  }

  stopping(call: Call): void {
    contextOf(call).abort("stopping");
  }

  blocked(call: Call, milliseconds: number): void {
    this.#logBlocked(this.#routeOf(call).metadata, milliseconds);
  }

  #respond(call: Call, context: RequestContext, value: unknown): void {
    respond(new DirectResponder(call, context, this.#routeOf(call)), context.head, value);
  }

  #fail(call: Call, phase: PhaseName, thrown: unknown): void {
    const responder = new DirectResponder(call, contextOf(call), this.#routeOf(call));
    this.#failures.answer({ responder, phase, thrown });
  }

  #routeOf({ route }: Call): ComposedRoute {
    return this.#routes[route] ?? this.#compose(unknownRoute(route));
  }

  #compose(route: DispatchRoute): ComposedRoute {
    return compose(route, {
      log: this.#log,
      failures: this.#failures,
      awaited: this.#awaited,
      leftovers: this.#leftovers,
      validatesResponses: this.#validatesResponses,
    });
  }
}

function contextOf({ context }: Call): RequestContext {
  // `begin` has put there one of the two.
  return context instanceof HookedCall ? context.context : context as RequestContext;
}

function unknownRoute(number: number): DispatchRoute {
  const source = `route ${number}`;
  return {
    metadata: { ...UNDECLARED, method: "*", path: "/*path", name: source, source },
    paramNames: [],
    layers: NO_LAYERS,
    handler: () => {
      throw new RangeError(`No route has the number ${number}`);
    },
  };
}
