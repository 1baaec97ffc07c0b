/**
 * Guards in front of a handler.
 *
 * @module
 */

import type { AnyContext } from "../http/context.ts";
import type { AnyHandler, MaybePromise, Sendable } from "../http/handler.ts";
import type { Guard } from "../http/hooks.ts";
import { Forbidden } from "../http/http_errors.ts";
import { PreparedReply } from "../http/reply.ts";
import { UsageError } from "../http/usage_error.ts";
import { isThenable } from "../http/thenable.ts";

/** Returns a handler that runs where every guard lets the request pass; they are asked in order. */
export function guarded(guards: readonly Guard[], handler: AnyHandler): AnyHandler {
  return guards.reduceRight(behind, handler);
}

function behind(handler: AnyHandler, guard: Guard): AnyHandler {
  return (context) => {
    const verdict = guard(context);
    if (isThenable(verdict)) return afterwards(verdict, { context, guard, handler });
    return obey(verdict, { context, guard, handler });
  };
}

/** A guard and what it stands in front of, for one request. */
interface Guarded {
  readonly context: AnyContext;
  readonly guard: Guard;
  readonly handler: AnyHandler;
}

async function afterwards(verdict: PromiseLike<Sendable>, guarded: Guarded): Promise<Sendable> {
  return await obey(await verdict, guarded);
}

function obey(verdict: Sendable, { context, guard, handler }: Guarded): MaybePromise<Sendable> {
  if (verdict === undefined || verdict === true) return handler(context);
  if (verdict === false) throw new Forbidden();
  if (verdict instanceof PreparedReply || verdict instanceof Response) return verdict;
  throw noVerdict(guard);
}

/** The value is left out: a guard that returns a session must not have it in the log. */
function noVerdict({ name }: Guard): UsageError {
  return new UsageError(
    "SPK_BAD_GUARD",
    `The guard ${name === "" ? "without a name" : `"${name}"`} returned another value: return ` +
      "true or nothing to pass, false for a 403, or a reply, as json() makes one",
  );
}
