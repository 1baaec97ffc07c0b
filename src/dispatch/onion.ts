/**
 * Middleware around a handler.
 *
 * @module
 */

import type { AnyContext } from "../http/context.ts";
import type { AnyHandler, MaybePromise, Middleware, Sendable } from "../http/handler.ts";
import { UsageError } from "../http/usage_error.ts";
import { discardValue } from "./discard.ts";
import type { Leftovers } from "./leftovers.ts";
import { isThenable, toPromise } from "../http/thenable.ts";
import { failsWith, hasAnswered, nameOf, type UnawaitedLog } from "./unawaited.ts";

/** The middleware of a route, outermost first, and what it surrounds. */
interface Onion {
  readonly middleware: readonly Middleware[];
  readonly handler: AnyHandler;
  /** Told of what fails when nobody waits for it any more. */
  readonly unawaited: UnawaitedLog;
  /** Takes what the handler gave where something else is answered. */
  readonly leftovers: Leftovers;
}

/** A layer that was entered. */
interface Entered {
  readonly layer: Middleware;
  returned: MaybePromise<Sendable>;
}

const { then } = Promise.prototype;

/** Puts middleware around a handler, the first one outermost. */
export function surround(onion: Onion): AnyHandler {
  if (onion.middleware.length === 0) return onion.handler;
  return (context) => new Descent(onion, context).start();
}

/** One request on its way through an onion. */
class Descent {
  readonly #onion: Onion;
  readonly #context: AnyContext;
  /** How deep it has come, to tell a second `next()`. */
  #depth = 0;
  /** What the handler gave, its failure as a rejection. */
  #made: MaybePromise<Sendable>;
  /** The same, once it is there. */
  #given: Sendable;
  /** The last promise that `next()` gave, and to whom: nobody's where it cannot reject. */
  #watched: Promise<Sendable> | undefined;
  #callers: Entered[] | undefined;
  /** What the whole chain gave. */
  #outcome: MaybePromise<Sendable>;
  #hasEnded = false;
  /** What it came to; undefined where it failed. */
  #answer: Sendable;

  constructor(onion: Onion, context: AnyContext) {
    this.#onion = onion;
    this.#context = context;
  }

  start(): MaybePromise<Sendable> {
    const value = this.#enter(0);
    if (isThenable(value)) return this.#outcome = this.#finish(value);
    return this.#outcome = value === undefined ? this.#refuseLoss() : this.#end(value);
  }

  #enter(depth: number): MaybePromise<Sendable> {
    const { middleware, handler } = this.#onion;
    const layer = middleware[depth];
    if (layer === undefined) return this.#made = attempt(handler, this.#context);
    const entered: Entered = { layer, returned: undefined };
    return entered.returned = layer(this.#context, () => this.#next(depth + 1, entered));
  }

  #next(depth: number, caller: Entered): Promise<Sendable> {
    try {
      if (depth <= this.#depth) throw calledTwice(this.#onion.middleware[depth - 1]);
      this.#depth = depth;
      const value = this.#enter(depth);
      if (isThenable(value)) return this.#watch(toPromise(value), caller, depth);
      if (this.#isOfHandler(depth)) this.#take(value);
      return this.#watched = toPromise(value);
    } catch (thrown) {
      return this.#watch(Promise.reject(thrown), caller, depth);
    }
  }

  /** A rejection that a caller does not wait for would end the process. */
  #watch(promise: Promise<Sendable>, caller: Entered, depth: number): Promise<Sendable> {
    if (promise === this.#watched) {
      // Layers that return what `next()` gave pass on one promise, which is watched once for all.
      this.#callers?.push(caller);
      return promise;
    }
    const callers = [caller];
    this.#watched = promise;
    this.#callers = callers;
    const take = this.#isOfHandler(depth) ? (value: Sendable) => this.#take(value) : undefined;
    then.call(promise, take, (reason: unknown) => {
      for (const each of callers) void this.#judge(each, reason);
    });
    return promise;
  }

  #isOfHandler(depth: number): boolean {
    return depth === this.#onion.middleware.length;
  }

  /** The handler may give its value after all has been answered. */
  #take(value: Sendable): void {
    this.#given = value;
    if (this.#hasEnded) this.#leave();
  }

  #end(answer: Sendable): Sendable {
    this.#answer = answer;
    this.#hasEnded = true;
    this.#leave();
    return answer;
  }

  #leave(): void {
    const given = this.#given;
    if (typeof given !== "object" || given === null || given === this.#answer) return;
    this.#onion.leftovers.add(this.#context, given, this.#answer);
  }

  async #judge({ layer, returned }: Entered, reason: unknown): Promise<void> {
    if (!await hasAnswered(returned, reason) || await failsWith(this.#outcome, reason)) return;
    this.#onion.unawaited(this.#context, layer, reason);
  }

  async #finish(promise: PromiseLike<Sendable>): Promise<Sendable> {
    try {
      const value = await promise;
      if (value !== undefined) return this.#end(value);
    } catch (thrown) {
      this.#end(undefined);
      throw thrown;
    }
    return await this.#refuseLoss();
  }

  /**
   * Refuses to lose what the handler gave, a value or a failure: a middleware has most likely forgotten
   * its `return`. One that has dealt with a failure answers it.
   */
  #refuseLoss(): MaybePromise<undefined> {
    if (this.#made === undefined) return;
    if (isThenable(this.#made)) return refuseLoss(this.#made);
    discardValue(this.#made);
    throw lost();
  }
}

function attempt(handler: AnyHandler, context: AnyContext): MaybePromise<Sendable> {
  try {
    return handler(context);
  } catch (thrown) {
    return Promise.reject(thrown);
  }
}

async function refuseLoss(made: PromiseLike<Sendable>): Promise<undefined> {
  const value = await made;
  if (value === undefined) return;
  discardValue(value);
  throw lost();
}

function calledTwice(layer: Middleware | undefined): UsageError {
  return new UsageError(
    "SPK_NEXT_TWICE",
    `The middleware ${nameOf(layer)} called next() twice: call it once and keep its result`,
  );
}

function lost(): UsageError {
  return new UsageError(
    "SPK_RESULT_LOST",
    'A middleware returned nothing after next() had a result: write "return await next()"',
  );
}
