import type { AnyContext } from "../http/context.ts";
import { discardValue, holdsStream } from "./discard.ts";

const ENDED = Symbol("ended");

/**
 * What handlers gave and middleware answered something else for, by the Context of the request: what
 * holds a stream is let go of, no later than with the end of the call.
 */
export class Leftovers {
  readonly #values = new WeakMap<AnyContext, unknown>();

  /** Takes what is not sent; at once where the answer in its place cannot be made of it. */
  add(context: AnyContext, value: unknown, answer: unknown): void {
    if (!holdsStream(value)) return;
    const mayBeRead = holdsStream(answer) && this.#values.get(context) !== ENDED;
    if (mayBeRead) this.#values.set(context, value);
    else discardValue(value);
  }

  /** Lets go of what is left, as nobody reads it any more. */
  discard(context: AnyContext): void {
    const value = this.#values.get(context);
    if (value !== undefined) discardValue(value);
  }

  /** As `discard`, for a call that may end before its handler. */
  end(context: AnyContext): void {
    this.discard(context);
    this.#values.set(context, ENDED);
  }
}
