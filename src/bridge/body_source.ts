/**
 * The body of a request that the addon reads when it is asked to.
 *
 * @module
 */

import { HttpError } from "../http/http_error.ts";
import { BadRequest, PayloadTooLarge } from "../http/http_errors.ts";
import type { BodySource } from "../http/streams.ts";
import { UsageError } from "../http/usage_error.ts";
import type { NativeServer } from "./addon.ts";
import { BODY_CHUNK, BODY_END, BODY_MALFORMED, BODY_STALLED, BODY_TOO_LARGE } from "./record.ts";

/** The part of the addon that reads the body. */
export type NativeBodyReader = Pick<NativeServer, "readBody" | "takeBody" | "cancelBody">;

interface Read {
  readonly resolve: (chunk: Uint8Array | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/** Reads one chunk after the other. */
export class NativeSource implements BodySource {
  readonly #native: NativeBodyReader;
  readonly #number: number;
  readonly #forget: (number: number) => void;
  #read: Read | undefined = undefined;
  #isOver = false;
  /** Why it broke off. */
  #failure: unknown = undefined;

  /** `forget` is called once nothing of it is to come. */
  constructor(native: NativeBodyReader, number: number, forget: (number: number) => void) {
    this.#native = native;
    this.#number = number;
    this.#forget = forget;
  }

  read(): Promise<Uint8Array | undefined> {
    if (this.#read !== undefined) return Promise.reject(busy());
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#isOver) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      this.#read = { resolve, reject };
      this.#native.readBody(this.#number);
    });
  }

  cancel(): void {
    this.#giveUp(undefined);
  }

  /** Gives up because the request was answered, or given up itself. */
  close(): void {
    this.#giveUp(closed());
  }

  /** The addon has what was asked for. */
  readable(state: number): void {
    if (state === BODY_CHUNK) {
      return this.#settle(this.#native.takeBody(this.#number) ?? undefined);
    }
    this.#finish(state === BODY_END ? undefined : failureOf(state));
  }

  #giveUp(failure: unknown): void {
    if (this.#isOver) return;
    this.#native.cancelBody(this.#number);
    this.#finish(failure);
  }

  #finish(failure: unknown): void {
    this.#isOver = true;
    this.#failure = failure;
    this.#forget(this.#number);
    this.#settle(undefined);
  }

  #settle(chunk: Uint8Array | undefined): void {
    const read = this.#read;
    this.#read = undefined;
    if (this.#failure === undefined) read?.resolve(chunk);
    else read?.reject(this.#failure);
  }
}

function failureOf(state: number): Error {
  if (state === BODY_TOO_LARGE) return new PayloadTooLarge();
  if (state === BODY_STALLED) return new HttpError(408);
  if (state === BODY_MALFORMED) return new BadRequest("The body of the request is malformed");
  return new BadRequest("The body of the request broke off");
}

function busy(): UsageError {
  const message = "The body is being read: wait for one read before the next";
  return new UsageError("SPK_BODY_BUSY", message);
}

function closed(): UsageError {
  const message = "The request was answered or given up: read its body before the reply";
  return new UsageError("SPK_CALL_CLOSED", message);
}
