/**
 * The bodies of one server that come piece by piece, by the numbers the addon gave them.
 *
 * @module
 */

import type { ReplySink } from "../http/streams.ts";
import type { NativeServer } from "./addon.ts";
import type { Batch } from "./batch.ts";
import { NativeSource } from "./body_source.ts";
import { FLAG_SENT, KIND_CLOSED, KIND_READABLE, KIND_WRITABLE } from "./record.ts";
import { NativeSink } from "./reply_sink.ts";
import type { SlotCall } from "./settlements.ts";

const HIGH_WORD = 2 ** 32;

/** Keeps what is open, and passes on what the addon tells of it. */
export class Streams {
  readonly #native: NativeServer;
  readonly #sinks = new Map<number, NativeSink>();
  readonly #sources = new Map<number, NativeSource>();

  constructor(native: NativeServer) {
    this.#native = native;
  }

  /** Calls whose reply is being written. */
  *calls(): IterableIterator<SlotCall> {
    for (const { call } of this.#sinks.values()) yield call;
  }

  /** The body of a call's reply, by the number that its head was given. */
  openReply(call: SlotCall, number: number): ReplySink {
    const sink = new NativeSink(this.#native, number, call);
    this.#sinks.set(number, sink);
    return sink;
  }

  /** The body of a call whose route reads it piece by piece; undefined where there is none. */
  openBody({ slot, generation }: SlotCall): NativeSource | undefined {
    const number = this.#native.openBody(slot, generation);
    return number === null ? undefined : this.#open(number);
  }

  /** The body of an answer to this process. */
  openAnswer(number: number): NativeSource {
    return this.#open(number);
  }

  #open(number: number): NativeSource {
    const source = new NativeSource(this.#native, number, this.#forget);
    this.#sources.set(number, source);
    return source;
  }

  /** Handles the current record of a batch, if it is about a stream. */
  take(batch: Batch): void {
    const kind = batch.word(0) & 0xff;
    const number = batch.word(1);
    if (kind === KIND_WRITABLE) this.#sinks.get(number)?.drained();
    else if (kind === KIND_CLOSED) this.#close(number, batch);
    else if (kind === KIND_READABLE) this.#sources.get(number)?.readable(batch.word(2));
  }

  /** Closes what is open: the server has stopped. */
  closeAll(): void {
    const sinks = [...this.#sinks.values()];
    this.#sinks.clear();
    for (const sink of sinks) sink.closed("aborted", 0);
    for (const source of [...this.#sources.values()]) source.close();
  }

  readonly #forget = (number: number): void => void this.#sources.delete(number);

  #close(number: number, batch: Batch): void {
    const sink = this.#sinks.get(number);
    this.#sinks.delete(number);
    const outcome = (batch.word(0) & FLAG_SENT) === 0 ? "aborted" : "sent";
    sink?.closed(outcome, batch.word(2) + batch.word(3) * HIGH_WORD);
  }
}
