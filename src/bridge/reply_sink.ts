/**
 * The body of a streamed reply on its way to the addon.
 *
 * @module
 */

import type { ReplySink, StreamOutcome } from "../http/streams.ts";
import type { NativeServer } from "./addon.ts";
import type { SlotCall } from "./settlements.ts";

/** The part of the addon that takes the body. */
export type NativeReplyStream = Pick<NativeServer, "writeText" | "writeBytes" | "finishReply">;

/** Texts from this length on are made bytes first, so that a part of them can be taken. */
const LARGE_TEXT = 16 * 1_024;

const encoder = new TextEncoder();

/** Hands chunks to the addon while it takes them, and keeps what it had no room for. */
export class NativeSink implements ReplySink {
  isOpen = true;
  onDrain: (() => void) | undefined = undefined;
  onClose: ((outcome: StreamOutcome, bytes: number) => void) | undefined = undefined;
  /** The call it answers. */
  readonly call: SlotCall;
  readonly #native: NativeReplyStream;
  readonly #number: number;
  /** What the addon had no room for, in order. */
  #rest: Uint8Array[] = [];
  /** How to end once the rest is gone. */
  #ending: "end" | "fail" | undefined = undefined;

  constructor(native: NativeReplyStream, number: number, call: SlotCall) {
    this.#native = native;
    this.#number = number;
    this.call = call;
  }

  write(chunk: string | Uint8Array): boolean {
    if (!this.isOpen) return false;
    if (typeof chunk !== "string") return this.#writeBytes(chunk);
    return this.#writeText(chunk) || this.#writeBytes(encoder.encode(chunk));
  }

  end(): void {
    this.#finish("end");
  }

  fail(): void {
    this.#finish("fail");
  }

  /** There is room again. */
  drained(): void {
    const rest = this.#rest;
    this.#rest = [];
    for (const bytes of rest) this.#writeBytes(bytes);
    if (this.#rest.length > 0) return;
    if (this.#ending !== undefined) return this.#finishNow(this.#ending);
    this.onDrain?.();
  }

  /** Nothing is taken any more. */
  closed(outcome: StreamOutcome, bytes: number): void {
    this.isOpen = false;
    this.#rest = [];
    this.call.close();
    this.onClose?.(outcome, bytes);
  }

  #writeText(text: string): boolean {
    if (this.#rest.length > 0 || text.length >= LARGE_TEXT) return false;
    return this.#native.writeText(this.#number, text, text.length);
  }

  #writeBytes(bytes: Uint8Array): boolean {
    const isFree = this.#rest.length === 0;
    const taken = isFree ? this.#native.writeBytes(this.#number, bytes) : 0;
    if (taken < bytes.length) this.#rest.push(bytes.subarray(taken));
    return this.#rest.length === 0;
  }

  #finish(ending: "end" | "fail"): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (this.#rest.length === 0) this.#finishNow(ending);
    else this.#ending = ending;
  }

  #finishNow(ending: "end" | "fail"): void {
    this.#native.finishReply(this.#number, ending === "end");
  }
}
