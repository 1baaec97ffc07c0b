/**
 * What a route runs, put together once when the server starts.
 *
 * @module
 */

import type { AnyHandler } from "../http/handler.ts";
import type { Hook, ResponseHook, SendHook } from "../http/hooks.ts";
import type { Logger } from "../http/log.ts";
import type { ContextRoute, RequestContext } from "../http/request_context.ts";
import type { HookLists, RouteLayers } from "../routing/layers.ts";
import type { RouteMetadata } from "../routing/metadata.ts";
import type { AwaitedStreams } from "./awaited_streams.ts";
import { orderErrorHandlers } from "./error_handlers.ts";
import type { Failures } from "./failure.ts";
import { guarded } from "./guards.ts";
import type { Leftovers } from "./leftovers.ts";
import { LIFECYCLE, type PhaseName } from "./lifecycle.ts";
import { surround } from "./onion.ts";
import type { RespondingRoute } from "./responder.ts";
import { createUnawaitedLog } from "./unawaited.ts";
import { checkedResponse } from "./checked_response.ts";
import { type Validation, validationOf } from "./validation.ts";

/** What runs for one route number. */
export interface DispatchRoute extends ContextRoute {
  readonly metadata: RouteMetadata;
  readonly handler: AnyHandler;
  readonly layers: RouteLayers;
}

/** One function on the way to an answer: the first that gives a value has answered. */
export interface Step {
  readonly phase: PhaseName;
  readonly run: Hook;
}

/** The hooks of a route, and its handler among them. */
export interface RouteHooks {
  /** Every function up to the answer, in the order of the lifecycle; the last one is the handler. */
  readonly steps: readonly Step[];
  /** Null without any. */
  readonly onSend: readonly SendHook[] | null;
  /** Null without any. */
  readonly onResponse: readonly ResponseHook[] | null;
}

/** A route with all that surrounds it. */
export interface ComposedRoute extends ContextRoute, RespondingRoute {
  readonly metadata: RouteMetadata;
  readonly log: Logger;
  /** Within its guards, and these within its middleware. */
  readonly handler: AnyHandler;
  /** Null where there is nothing but the handler. */
  readonly hooks: RouteHooks | null;
  readonly failures: Failures;
}

/** A route that has hooks. */
export interface HookedRoute extends ComposedRoute {
  readonly hooks: RouteHooks;
}

/** What all routes of a server share. */
export interface Shared {
  readonly log: Logger;
  readonly failures: Failures;
  readonly awaited: AwaitedStreams;
  readonly leftovers: Leftovers;
  /** Whether what handlers return is checked where their routes declare it. */
  readonly validatesResponses: boolean;
}

/** Flattens what surrounds a route, so that a request walks along one list. */
export function compose(route: DispatchRoute, shared: Shared): ComposedRoute {
  const { metadata, paramNames, streamsBody = false, stripsProto = false, layers } = route;
  const validate = validationOf({
    schemas: metadata.schemas,
    accepts: metadata.accepts,
    warn: (message) => shared.log("warn", message, { route: metadata.source }),
  });
  const { response } = metadata.schemas;
  const innermost = response === undefined || !shared.validatesResponses
    ? route.handler
    : checkedResponse(route.handler, response);
  const surrounded = surround({
    middleware: layers.middleware,
    handler: guarded(layers.guards, innermost),
    unawaited: createUnawaitedLog(shared.log, metadata),
    leftovers: shared.leftovers,
  });
  const errorHandlerFor = orderErrorHandlers(layers.errorHandlers);
  const hooks = hooksOf(layers.hooks, { validate, handler: surrounded });
  const handler = hooks === null && validate !== null ? behind(validate, surrounded) : surrounded;
  const own = { metadata, paramNames, streamsBody, stripsProto };
  return { ...own, handler, errorHandlerFor, hooks, ...shared };
}

/** Where no hook comes between, validation is a part of the handler. */
function behind(validate: Validation, handler: AnyHandler): AnyHandler {
  return (context) => {
    // Dispatch makes no other Context.
    const checked = context as RequestContext;
    const pending = validate(checked);
    if (pending === undefined) return handler(context);
    // Nobody waits for the answer of a call that has expired meanwhile.
    return pending.then(() => checked.isOpen ? handler(context) : undefined);
  };
}

/** What the framework runs itself between hooks. */
interface Work {
  readonly validate: Validation | null;
  readonly handler: AnyHandler;
}

function hooksOf(lists: HookLists, own: Work): RouteHooks | null {
  if (Object.values(lists).every(({ length }) => length === 0)) return null;
  const { onSend, onResponse } = lists;
  return {
    steps: stepsOf(lists, own),
    onSend: onSend.length === 0 ? null : onSend,
    onResponse: onResponse.length === 0 ? null : onResponse,
  };
}

function stepsOf(lists: HookLists, { validate, handler }: Work): readonly Step[] {
  const { onRequest, preValidation, preHandler } = lists;
  const work: { readonly [Name in PhaseName]?: readonly Hook[] } = {
    onRequest,
    preValidation,
    // Dispatch makes no other Context.
    validate: validate === null ? [] : [(context) => validate(context as RequestContext)],
    preHandler,
    handler: [handler],
  };
  return LIFECYCLE.flatMap(({ name: phase }) => (work[phase] ?? []).map((run) => ({ phase, run })));
}

/** Tells whether requests of a route go through hooks. */
export function isHooked(route: ComposedRoute): route is HookedRoute {
  return route.hooks !== null;
}
