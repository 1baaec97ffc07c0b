/**
 * Requests that this process sends to its own server, without a socket.
 *
 * @module
 */

import type { WireRequest, WireResponse } from "../http/wire.ts";
import type { NativeServer } from "./addon.ts";
import type { Batch } from "./batch.ts";
import { nativeError } from "./native_error.ts";
import type { Streams } from "./streams.ts";

interface Pending {
  readonly resolve: (response: WireResponse) => void;
  readonly reject: (reason: unknown) => void;
}

const CUT = "The server closed the connection before it answered";

/** Sends requests, and passes on what the addon tells of them. */
export class Requests {
  readonly #native: NativeServer;
  readonly #streams: Streams;
  readonly #pending = new Map<number, Pending>();

  constructor(native: NativeServer, streams: Streams) {
    this.#native = native;
    this.#streams = streams;
  }

  /**
   * Resolves to the answer as soon as its head is there. Rejects with the signal's reason once that
   * aborts, which the server sees as a client that has gone.
   */
  send(request: WireRequest, signal?: AbortSignal): Promise<WireResponse> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const number = this.#send(request);
      const abort = () => {
        this.#native.cancelRequest(number);
        this.#settle(number)?.reject(signal?.reason);
      };
      const done = () => signal?.removeEventListener("abort", abort);
      this.#pending.set(number, {
        resolve: (response) => (done(), resolve(response)),
        reject: (reason) => (done(), reject(reason)),
      });
      signal?.addEventListener("abort", abort);
    });
  }

  /** Handles the record of an answer. */
  take(batch: Batch): void {
    const [number, status] = [batch.word(1), batch.word(2)];
    const pending = this.#settle(number);
    if (pending === undefined) return;
    const headers = this.#native.takeAnswer(number);
    if (status === 0) return pending.reject(new Error(`${CUT}: ${headers}`));
    pending.resolve({ status, headers, body: this.#streams.openAnswer(batch.word(3)) });
  }

  /** Rejects what is pending: the server has stopped. */
  closeAll(): void {
    for (const number of [...this.#pending.keys()]) this.#settle(number)?.reject(new Error(CUT));
  }

  #settle(number: number): Pending | undefined {
    const pending = this.#pending.get(number);
    this.#pending.delete(number);
    return pending;
  }

  #send({ method, target, headers, body }: WireRequest): number {
    try {
      return this.#native.request(method, target, headers, body);
    } catch (thrown) {
      throw nativeError(thrown);
    }
  }
}
