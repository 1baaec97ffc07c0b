/**
 * A body that has come whole, as a source.
 *
 * @module
 */

import type { BodySource } from "../http/streams.ts";

/** Gives all bytes as one chunk; an empty body has none. */
export class WholeBody implements BodySource {
  #bytes: Uint8Array | undefined;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes.length === 0 ? undefined : bytes;
  }

  read(): Promise<Uint8Array | undefined> {
    const bytes = this.#bytes;
    this.#bytes = undefined;
    return Promise.resolve(bytes);
  }

  cancel(): void {
    this.#bytes = undefined;
  }

  /** Lets go of the bytes: the request was answered, or given up. */
  close(): void {
    this.cancel();
  }
}
