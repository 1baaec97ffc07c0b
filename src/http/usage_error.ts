/**
 * A mistake in the program, not in a request: a wrong option, path, header or decorator.
 *
 * It is a TypeError whose message opens with its stable code and says the cause, then the cure.
 *
 * @example
 * ```ts
 * throw new UsageError("SPK_BAD_PATH", 'The path "users" does not start with "/": write "/users"');
 * ```
 */
export class UsageError extends TypeError {
  /** Stable code, `SPK_...`. */
  readonly code: string;

  /** Takes the code, cause and cure without it, and what was thrown where that is the cause. */
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options);
    this.code = code;
  }
}
