import type { BodySource } from "../../src/http/streams.ts";

/** A source in memory: its chunks, and then the end, or an error. */
export class MemorySource implements BodySource {
  /** Chunks that were read. */
  reads = 0;
  isCancelled = false;
  readonly #chunks: Uint8Array[];
  readonly #error: unknown;

  constructor(chunks: readonly Uint8Array[], error?: unknown) {
    this.#chunks = chunks.filter((chunk) => chunk.length > 0);
    this.#error = error;
  }

  read(): Promise<Uint8Array | undefined> {
    const chunk = this.isCancelled ? undefined : this.#chunks.shift();
    if (chunk !== undefined) this.reads += 1;
    else if (this.#error !== undefined && !this.isCancelled) return Promise.reject(this.#error);
    return Promise.resolve(chunk);
  }

  cancel(): void {
    this.isCancelled = true;
  }
}
