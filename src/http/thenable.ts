/**
 * Promises from anywhere, made safe to wait for.
 *
 * @module
 */

// Bound once: a program that replaces Promise.resolve must not come between a call and its reply.
const resolve: <T>(value: T | PromiseLike<T>) => Promise<T> = Promise.resolve.bind(Promise);

/** Whether `await` would wait for the value. Reads its `then` once, and throws what that throws. */
export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  if (typeof value !== "object" || value === null) return false;
  // Cast: the member may be missing or anything; only its kind is looked at.
  const { then } = value as { readonly then?: unknown };
  // A promise stays one, whatever was put in place of its `then`.
  return typeof then === "function" || value instanceof Promise;
}

/**
 * Returns a true promise for any value: itself where it is one already. Only true promises have the
 * intrinsic `then` that the bridge uses, so no override of it is ever called.
 */
export function toPromise<T>(value: T | PromiseLike<T>): Promise<T> {
  return resolve(value);
}
