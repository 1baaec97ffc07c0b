/**
 * Middleware around a handler.
 *
 * @module
 */

import type { AnyContext } from "../http/context.ts";
import type { AnyHandler, MaybePromise, Middleware, Sendable } from "../http/handler.ts";
import { UsageError } from "../http/usage_error.ts";
import { discardValue } from "./discard.ts";
import { isThenable, toPromise } from "./thenable.ts";

/** The middleware of a route, outermost first, and what it surrounds. */
interface Onion {
  readonly middleware: readonly Middleware[];
  readonly handler: AnyHandler;
}

/** Puts middleware around a handler, the first one outermost. */
export function surround(middleware: readonly Middleware[], handler: AnyHandler): AnyHandler {
  if (middleware.length === 0) return handler;
  const onion: Onion = { middleware, handler };
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

  constructor(onion: Onion, context: AnyContext) {
    this.#onion = onion;
    this.#context = context;
  }

  start(): MaybePromise<Sendable> {
    const value = this.#enter(0);
    return isThenable(value) ? this.#finish(value) : this.#keep(value);
  }

  #enter(depth: number): MaybePromise<Sendable> {
    const { middleware, handler } = this.#onion;
    const layer = middleware[depth];
    if (layer === undefined) return this.#made = attempt(handler, this.#context);
    return layer(this.#context, () => this.#next(depth + 1));
  }

  #next(depth: number): Promise<Sendable> {
    try {
      if (depth <= this.#depth) throw calledTwice(this.#onion.middleware[depth - 1]);
      this.#depth = depth;
      return toPromise(this.#enter(depth));
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  }

  async #finish(promise: PromiseLike<Sendable>): Promise<Sendable> {
    const value = await promise;
    return value === undefined ? await this.#keep(value) : value;
  }

  /**
   * Refuses to lose what the handler gave, a value or a failure: a middleware has most likely forgotten
   * its `return`. One that has dealt with a failure answers it.
   */
  #keep(value: Sendable): MaybePromise<Sendable> {
    if (value !== undefined || this.#made === undefined) return value;
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

function nameOf(layer: Middleware | undefined): string {
  return layer === undefined || layer.name === "" ? "without a name" : `"${layer.name}"`;
}
