/**
 * Guards in front of a handler.
 *
 * @module
 */

import type { AnyContext } from "../http/context.ts";
import type { AnyHandler, MaybePromise, Sendable } from "../http/handler.ts";
import type { Guard } from "../http/hooks.ts";
import { Forbidden } from "../http/http_errors.ts";
import { isThenable } from "./thenable.ts";

/** Returns a handler that runs where every guard lets the request pass; they are asked in order. */
export function guarded(guards: readonly Guard[], handler: AnyHandler): AnyHandler {
  return guards.reduceRight(behind, handler);
}

function behind(handler: AnyHandler, guard: Guard): AnyHandler {
  return (context) => {
    const verdict = guard(context);
    if (isThenable(verdict)) return afterwards(verdict, { context, handler });
    return obey(verdict, { context, handler });
  };
}

/** What a guard stands in front of, for one request. */
interface Guarded {
  readonly context: AnyContext;
  readonly handler: AnyHandler;
}

async function afterwards(verdict: PromiseLike<Sendable>, guarded: Guarded): Promise<Sendable> {
  return await obey(await verdict, guarded);
}

function obey(verdict: Sendable, { context, handler }: Guarded): MaybePromise<Sendable> {
  if (verdict === undefined || verdict === true) return handler(context);
  if (verdict === false) throw new Forbidden();
  return verdict;
}
