import type { AnyContext } from "./context.ts";

/** A value, or a promise of it. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * What a handler may return; `respond` turns it into a response. Symbols and bigints are not in it,
 * so returning one is a compile error.
 */
export type Sendable = object | string | number | boolean | null | undefined | void;

/**
 * A hint for inference, never the type of a value: beside a type parameter it makes TypeScript keep
 * `"a"` as `"a"` and `[1, 2]` as a tuple where a response schema asks for them.
 */
export type Literal = "" | 0 | false | null | readonly [] | readonly Literal[] | Literals;

/** The object case of {@linkcode Literal}. */
export interface Literals {
  /** The literals inside. */
  readonly [key: string]: Literal;
}

/** A handler once its types have done their work: what is stored, listed and called. */
export type AnyHandler = (context: AnyContext) => MaybePromise<Sendable>;

/**
 * Runs the rest of the chain and resolves to the value it returned; rejects with what it throws. To
 * be called once, and waited for: nobody else takes a rejection. A layer that catches one answers it
 * with a value: it goes on to the client where all layers return nothing.
 */
export type Next = () => Promise<Sendable>;

/** A layer around a handler: returns the result of `next()`, or its own value instead. */
export type Middleware = (context: AnyContext, next: Next) => MaybePromise<Sendable>;

/** Answers an error of the class it is registered for. */
export type ErrorHandler<E = unknown> = (error: E, context: AnyContext) => MaybePromise<Sendable>;
