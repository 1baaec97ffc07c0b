import type { ContextKey } from "./context_key.ts";
import { UsageError } from "./usage_error.ts";

/** The values that were provided for one request. */
export class Provided {
  readonly #values = new Map<ContextKey<unknown>, unknown>();

  /** Returns what was provided last, else the key's fallback. Throws `SPK_NOT_PROVIDED`. */
  readonly get = <T>(key: ContextKey<T>): T => {
    // `provide` keeps nothing but a T under a key of T.
    if (this.#values.has(key)) return this.#values.get(key) as T;
    if (key["~fallback"] !== undefined) return key["~fallback"].value;
    throw new UsageError(
      "SPK_NOT_PROVIDED",
      `Nothing was provided for the key "${key.name}": provide() it before, in a hook or middleware`,
    );
  };

  /** Keeps a value in place of an earlier one. */
  readonly provide = <T>(key: ContextKey<T>, value: NoInfer<T>): void => {
    this.#values.set(key, value);
  };
}
