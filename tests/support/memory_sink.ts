import type { ReplySink, ReplyStreamOptions, StreamOutcome } from "../../src/http/streams.ts";

const WINDOW = 64 * 1024;

/** A sink in memory: a test takes from it what a client would, or goes away. */
export class MemorySink implements ReplySink {
  isOpen = true;
  onDrain: (() => void) | undefined = undefined;
  onClose: ((outcome: StreamOutcome, bytes: number) => void) | undefined = undefined;
  readonly options: ReplyStreamOptions;
  /** Whether the body ended whole, was cut, or goes on. */
  finish: "open" | "ended" | "failed" = "open";
  /** Most bytes that ever waited. */
  highWater = 0;
  #waiting: Uint8Array[] = [];
  #sent = 0;
  #isClosed = false;
  #isFull = false;

  constructor(options: ReplyStreamOptions = { heartbeat: 0 }) {
    this.options = options;
  }

  /** Bytes that wait for the client. */
  get queued(): number {
    return this.#waiting.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  write(chunk: string | Uint8Array): boolean {
    if (!this.isOpen) return false;
    this.#waiting.push(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk.slice());
    this.highWater = Math.max(this.highWater, this.queued);
    this.#isFull = this.queued >= WINDOW;
    return !this.#isFull;
  }

  end(): void {
    this.#finish("ended");
  }

  fail(): void {
    this.#finish("failed");
  }

  /** Reads all that waits, as the client; with it the body may be over. */
  take(): Uint8Array {
    const taken = Uint8Array.from(this.#waiting.flatMap((chunk) => [...chunk]));
    this.#waiting = [];
    this.#sent += taken.length;
    if (this.finish !== "open") this.#close(this.finish === "ended" ? "sent" : "aborted");
    else if (this.#isFull) this.#drain();
    return taken;
  }

  /** {@linkcode take} as text. */
  takeText(): string {
    return new TextDecoder().decode(this.take());
  }

  /** Goes away, as a client that hangs up. */
  disconnect(): void {
    this.isOpen = false;
    this.#close("aborted");
  }

  #finish(finish: "ended" | "failed"): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.finish = finish;
  }

  #drain(): void {
    this.#isFull = false;
    this.onDrain?.();
  }

  #close(outcome: StreamOutcome): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.onClose?.(outcome, this.#sent);
  }
}
