/** What a value of a request is kept under; two keys of one name are two keys. */
export class ContextKey<T> {
  /** Exists for inference only. */
  declare readonly "~value"?: T;
  /** Name for messages. */
  readonly name: string;
  /** What stands in for an absent value; without it an absent value is an error. */
  readonly "~fallback": { readonly value: T } | undefined;

  /** Takes what {@linkcode contextKey} was given. */
  constructor(name: string, options: ContextKeyOptions<T>) {
    this.name = name;
    // A fallback that is there is a T, undefined among them where T allows it.
    this["~fallback"] = "fallback" in options ? { value: options.fallback as T } : undefined;
  }
}

/** How {@linkcode contextKey} makes a key. */
export interface ContextKeyOptions<T> {
  /** What `get` returns where nothing was provided. Default: it throws `SPK_NOT_PROVIDED`. */
  readonly fallback?: T;
}

/**
 * Makes a typed key for a value that hooks and middleware provide, and that what runs later gets.
 *
 * @example
 * ```ts
 * const user = contextKey<User>("user");
 * app.preHandler(async ({ cookie, provide }) => provide(user, await findUser(cookie("sid"))));
 * app.get("/me", ({ get }) => get(user).name);
 * ```
 */
export function contextKey<T>(name: string, options: ContextKeyOptions<T> = {}): ContextKey<T> {
  return new ContextKey(name, options);
}
