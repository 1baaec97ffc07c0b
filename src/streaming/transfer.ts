import type { ReplySink, StreamOutcome } from "../http/streams.ts";
import type { AnnouncedLength } from "./announced_length.ts";
import type { ChunkSource } from "./source.ts";
import type { Encode } from "./stream_body.ts";
import { TurnClock } from "./turn_clock.ts";

const clock = new TurnClock();

/** What became of a streamed body. */
export interface StreamResult {
  readonly outcome: StreamOutcome;
  /** Bytes of the body that were handed to the connection. */
  readonly bytes: number;
}

/** Who is told what becomes of a streamed body. */
export interface StreamObserver {
  /** Called once, at the end. Must not throw. */
  readonly onDone: (result: StreamResult) => void;
  /**
   * Called with what the program's own code threw: while it gave chunks, which has cut the body, or
   * while it cleaned up. At most once. Must not throw.
   */
  readonly onError: (thrown: unknown) => void;
}

/** The two ends of a {@linkcode Transfer}. */
export interface TransferEnds {
  readonly source: ChunkSource;
  readonly sink: ReplySink;
  readonly encode: Encode;
  /** What the head announces, if it does. */
  readonly length: AnnouncedLength | undefined;
  readonly observer: StreamObserver;
}

/**
 * Copies a source to a sink: asks for a chunk once there is room for it, and stops the source
 * exactly once where the sink closes first.
 */
export class Transfer {
  readonly #source: ChunkSource;
  readonly #sink: ReplySink;
  readonly #encode: Encode;
  readonly #length: AnnouncedLength | undefined;
  readonly #observer: StreamObserver;
  /** The source has ended, failed or been stopped: it is not touched any more. */
  #isOver = false;
  /** A chunk was asked for and has not come: what fails now is the source. */
  #isReading = false;
  #hasFailed = false;
  #resume: () => void = () => {};

  constructor({ source, sink, encode, length, observer }: TransferEnds) {
    this.#source = source;
    this.#sink = sink;
    this.#encode = encode;
    this.#length = length;
    this.#observer = observer;
    sink.onDrain = () => this.#resume();
    sink.onClose = (outcome, bytes) => this.#close({ outcome, bytes });
  }

  /** Copies everything, the opening first. Resolves when there is nothing left to do; never rejects. */
  async run(opening: string | Uint8Array): Promise<void> {
    try {
      if (!this.#write(opening)) await this.#room();
      await this.#copy();
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Sends nothing of the source: there is no body, or nobody to send it to. */
  skip(): void {
    if (this.#sink.isOpen) {
      this.#stop(undefined);
      return this.#sink.end();
    }
    this.#sink.onClose = undefined;
    this.#close({ outcome: "aborted", bytes: 0 });
  }

  // No async function for the read: with many streams the promise of each is what memory goes to.
  async #copy(): Promise<void> {
    while (this.#sink.isOpen) {
      this.#isReading = true;
      const { done, value } = await this.#source.next();
      this.#isReading = false;
      if (done) this.#isOver = true;
      if (!this.#sink.isOpen) return;
      if (done) return this.#end();
      if (!this.#write(this.#encode(value))) await this.#room();
      const turnOver = clock.over();
      if (turnOver !== undefined) await turnOver;
    }
  }

  /** False where there is no room for more. */
  #write(chunk: string | Uint8Array): boolean {
    const counted = this.#length?.take(chunk) ?? chunk;
    return counted.length === 0 || this.#sink.write(counted);
  }

  #end(): void {
    this.#length?.end();
    this.#sink.end();
  }

  /** Resolves once there is room again, or none will ever be. */
  #room(): Promise<void> {
    if (!this.#sink.isOpen) return Promise.resolve();
    return new Promise((resolve) => this.#resume = resolve);
  }

  #close(result: StreamResult): void {
    this.#resume();
    if (!this.#isOver) this.#stop(new DOMException("The client went away", "AbortError"));
    this.#observer.onDone(result);
  }

  #fail(thrown: unknown): void {
    if (this.#isReading) {
      // It was stopped meanwhile, so nobody waits for what it would have given.
      if (this.#isOver) return;
      this.#isOver = true;
    }
    this.#report(thrown);
    this.#stop(thrown);
    this.#sink.fail();
  }

  #stop(reason: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#source.stop(reason).catch((thrown) => this.#report(thrown));
  }

  #report(thrown: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#observer.onError(thrown);
  }
}
