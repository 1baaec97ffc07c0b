/**
 * Failures of `next()` that a middleware does not wait for: nobody would ever hear of them.
 *
 * @module
 */

import type { AnyContext } from "../http/context.ts";
import type { Middleware } from "../http/handler.ts";
import type { Logger } from "../http/log.ts";
import { describeThrown } from "../http/thrown.ts";
import type { RouteMetadata } from "../routing/metadata.ts";
import { isThenable } from "../http/thenable.ts";

/** Takes note of what `next()` threw when the middleware had answered already. */
export type UnawaitedLog = (context: AnyContext, layer: Middleware, thrown: unknown) => void;

/** Makes a function that logs such a failure once, with its route and the middleware. */
export function createUnawaitedLog(log: Logger, { source }: RouteMetadata): UnawaitedLog {
  return (context, layer, thrown) =>
    log("error", `The middleware ${nameOf(layer)} did not wait for next(), which failed`, {
      requestId: context.id,
      method: context.method,
      route: source,
      phase: "handler",
      error: describeThrown(thrown),
    });
}

/** Name of a middleware as messages give it. */
export function nameOf(layer: Middleware | undefined): string {
  return layer === undefined || layer.name === "" ? "without a name" : `"${layer.name}"`;
}

/**
 * Whether a layer that returned this has answered by now, without passing the failure on: so it cannot
 * have waited for it.
 */
export async function hasAnswered(returned: unknown, failure: unknown): Promise<boolean> {
  if (!isThenable(returned)) return true;
  const pending = Symbol("pending");
  try {
    return await Promise.race([returned, pending]) !== pending;
  } catch (thrown) {
    return thrown !== failure;
  }
}

/** Whether what a whole chain returned fails so: then the failure is answered, and logged, as any. */
export async function failsWith(returned: unknown, failure: unknown): Promise<boolean> {
  try {
    await returned;
    return false;
  } catch (thrown) {
    return thrown === failure;
  }
}
