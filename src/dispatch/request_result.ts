import type { ResponseResult } from "../http/hooks.ts";

/** How a request ended. */
export interface Ending {
  readonly status: number;
  readonly outcome: ResponseResult["outcome"];
  /** The body, or the bytes of it. */
  readonly body: string | Uint8Array | number;
}

/** What `onResponse` hooks are told. */
export class RequestResult implements ResponseResult {
  readonly status: number;
  readonly outcome: ResponseResult["outcome"];
  readonly duration: number;
  readonly #body: string | Uint8Array | number;

  /** Takes the ending, and milliseconds. */
  constructor({ status, outcome, body }: Ending, duration: number) {
    this.status = status;
    this.outcome = outcome;
    this.duration = duration;
    this.#body = body;
  }

  /** Counted when it is asked for: text must be encoded for that. */
  get bytes(): number {
    if (typeof this.#body === "number") return this.#body;
    if (typeof this.#body !== "string") return this.#body.byteLength;
    return new TextEncoder().encode(this.#body).byteLength;
  }
}
