import type { ExpiryReason } from "./call.ts";

/** Why the answer to a request is not wanted any more, or not much longer. */
export type AbortCause = ExpiryReason | "stopping" | "failure";

const REASONS: { readonly [Cause in AbortCause]: readonly [message: string, name: string] } = {
  disconnect: ["The client went away", "AbortError"],
  timeout: ["The handler missed its deadline", "TimeoutError"],
  stopping: ["The server is stopping", "AbortError"],
  failure: ["The stream of the reply failed", "AbortError"],
};

/** The AbortSignal of one request, made when it is asked for. */
export class CallSignal {
  #controller: AbortController | undefined;
  #cause: AbortCause | undefined;

  /** Aborts at most once; it is aborted already where the cause came before it was asked for. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      this.#settle();
    }
    return this.#controller.signal;
  }

  /** Aborts with the reason of the cause; the first cause counts. */
  abort(cause: AbortCause): void {
    if (this.#cause !== undefined) return;
    this.#cause = cause;
    this.#settle();
  }

  /** Nobody pays for a reason that nobody asks for: most requests never read their signal. */
  #settle(): void {
    if (this.#cause === undefined || this.#controller === undefined) return;
    this.#controller.abort(new DOMException(...REASONS[this.#cause]));
  }
}
