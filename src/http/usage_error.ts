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

  /** Takes the code, and cause and cure without it. */
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}
