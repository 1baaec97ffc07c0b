import { HttpError } from "./http_error.ts";
import type { ValidationItem } from "./validation_item.ts";

/**
 * 422: inputs of the request do not meet the schemas of its route. The answer lists why, and never
 * shows an input.
 *
 * @example
 * ```ts
 * app.onError(ValidationError, ({ issues }) => ({ failed: issues.map(({ loc }) => loc.join(".")) }));
 * ```
 */
export class ValidationError extends HttpError {
  /** Why, at most 100 of the reasons. */
  readonly issues: readonly ValidationItem[];

  /** Takes the reasons, and how many there are in all. */
  constructor(issues: readonly ValidationItem[], total: number = issues.length) {
    const isCut = issues.length < total;
    super(422, `${total} validation ${total === 1 ? "error" : "errors"} in request`, {
      type: "https://spikard.dev/errors/validation-error",
      title: "Request Validation Failed",
      extensions: { errors: issues, ...(isCut && { truncated: true }) },
    });
    this.issues = issues;
  }
}
