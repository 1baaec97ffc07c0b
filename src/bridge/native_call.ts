/**
 * A call that reads its parts from the batch it came in, or from its slot.
 *
 * @module
 */

import type { BodyKind } from "../http/call.ts";
import { cut } from "../http/cut.ts";
import type { BodySource, FormPart, ReplySink, ReplyStreamOptions } from "../http/streams.ts";
import { UsageError } from "../http/usage_error.ts";
import type { NativeServer } from "./addon.ts";
import type { Batch } from "./batch.ts";
import { closedSink } from "./closed_sink.ts";
import { METHODS } from "./record.ts";
import type { ReplyBuffer } from "./reply_buffer.ts";
import type { Settlements, SlotCall } from "./settlements.ts";
import type { Streams } from "./streams.ts";
import { WholeBody } from "./whole_body.ts";

/** What all calls of one server share. */
export interface Exchange {
  readonly native: NativeServer;
  readonly replies: ReplyBuffer;
  readonly settlements: Settlements;
  readonly streams: Streams;
  /** Sees to it that a reply given outside of a turn is handed over soon. */
  readonly replied: () => void;
}

/** A body as long as its request may read it. */
interface OpenBody extends BodySource {
  close(): void;
}

const CLOSED = "The request was answered or given up: read what you need of it before the reply";

/** A call of the native server. */
export class NativeCall implements SlotCall {
  readonly slot: number;
  readonly generation: number;
  readonly route: number;
  readonly method: string;
  readonly bodyLength: number;
  readonly bodyKind: BodyKind;
  context: unknown = undefined;
  readonly #exchange: Exchange;
  #source: OpenBody | undefined = undefined;
  /** The texts it is cut from; null once the call was answered, so that they can go. */
  #batch: Batch | null;
  readonly #params: readonly string[] | null;
  readonly #queryStart: number;
  readonly #queryLength: number;
  readonly #bodyStart: number;
  readonly #ridingLength: number;

  /** Takes the current record of the batch. */
  constructor(exchange: Exchange, batch: Batch) {
    const fetches = batch.mustFetch;
    this.#exchange = exchange;
    this.#batch = batch;
    this.slot = batch.word(1);
    this.generation = batch.word(2);
    this.route = batch.word(3);
    this.method = METHODS[batch.word(0) >>> 8 & 0xff] ?? this.#rareMethod();
    this.bodyLength = batch.word(5);
    this.bodyKind = batch.bodyKind;
    this.#params = fetches ? null : batch.takeParams();
    this.#queryLength = batch.word(4);
    this.#queryStart = fetches ? 0 : batch.takeQuery();
    this.#ridingLength = batch.word(6);
    this.#bodyStart = batch.takeBody();
  }

  get isOpen(): boolean {
    return this.#batch !== null;
  }

  param(index: number): string {
    if (this.#params !== null) return this.#params[index] ?? "";
    return this.#fetch((native) => native.param(this.slot, this.generation, index));
  }

  path(): string {
    return this.#fetch((native) => native.path(this.slot, this.generation));
  }

  query(): string {
    return this.#fetch((native) => native.query(this.slot, this.generation));
  }

  queryPairs(): string {
    if (this.#queryLength === 0) return "";
    if (this.#params === null) {
      return this.#fetch((native) => native.queryPairs(this.slot, this.generation));
    }
    return cut(this.#open().text, this.#queryStart, this.#queryStart + this.#queryLength);
  }

  header(name: string): string | undefined {
    return this.#fetch((native) => native.header(this.slot, this.generation, name)) ?? undefined;
  }

  headers(): string {
    return this.#fetch((native) => native.headers(this.slot, this.generation));
  }

  bodyText(): string {
    const { bodies } = this.#open();
    const length = this.#ridingLength;
    if (length > 0) return bodies.substring(this.#bodyStart, this.#bodyStart + length);
    return this.#fetch((native) => native.bodyText(this.slot, this.generation));
  }

  bodyPairs(): string {
    return this.#fetch((native) => native.bodyPairs(this.slot, this.generation));
  }

  bodyBytes(): Uint8Array {
    return this.#fetch((native) => native.bodyBytes(this.slot, this.generation));
  }

  bodySource(): BodySource {
    return this.#source ??= this.#openBody();
  }

  formParts(): readonly FormPart[] | undefined {
    if (this.bodyKind !== "form") return undefined;
    const parts = this.#fetch((native) => native.formParts(this.slot, this.generation));
    return parts.map(({ name, fileName, contentType, body }) => {
      return { name, fileName, contentType, body };
    });
  }

  peer(): string {
    return this.#fetch((native) => native.peer(this.slot, this.generation));
  }

  settle(promise: Promise<unknown>): void {
    this.#exchange.settlements.await(this, promise);
  }

  awaitExpiry(): boolean {
    const { native, settlements } = this.#exchange;
    try {
      // The cheapest of what fails for a call that was given up.
      native.param(this.slot, this.generation, 0);
      return false;
    } catch {
      return settlements.expect(this);
    }
  }

  reply(status: number, head: string, body: string | Uint8Array): void {
    if (this.#batch === null) return;
    this.close();
    this.#exchange.replies.add(this, status, head, body);
    this.#exchange.replied();
  }

  replyStream(status: number, head: string, { heartbeat }: ReplyStreamOptions): ReplySink {
    if (this.#batch === null) return closedSink();
    const { replies, streams } = this.#exchange;
    const number = replies.open(this, status, head, heartbeat);
    if (number === null) this.close();
    // The body of the request can be read while that of the reply is written.
    this.#batch = null;
    return number === null ? closedSink() : streams.openReply(this, number);
  }

  /** Takes the call away: Rust has answered it, or nobody waits for it any more. */
  close(): void {
    this.#batch = null;
    this.#source?.close();
  }

  #openBody(): OpenBody {
    if (this.bodyKind !== "stream") return new WholeBody(this.bodyBytes());
    const source = this.#fetch(() => this.#exchange.streams.openBody(this));
    if (source === undefined) throw new UsageError("SPK_CALL_CLOSED", CLOSED);
    return source;
  }

  #rareMethod(): string {
    try {
      return this.#exchange.native.method(this.slot, this.generation);
    } catch {
      this.close();
      return "";
    }
  }

  #open(): Batch {
    if (this.#batch === null) throw new UsageError("SPK_CALL_CLOSED", CLOSED);
    return this.#batch;
  }

  #fetch<Value>(read: (native: NativeServer) => Value): Value {
    this.#open();
    try {
      return read(this.#exchange.native);
    } catch {
      // Rust has given the call up, and its record of that is still on the way.
      this.close();
      throw new UsageError("SPK_CALL_CLOSED", CLOSED);
    }
  }
}
