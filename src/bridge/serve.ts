/**
 * Puts the parts of the bridge together.
 *
 * @module
 */

import type { Call, Dispatcher } from "../http/call.ts";
import type { WireRequest, WireResponse } from "../http/wire.ts";
import { captureContext } from "../runtime/async_context.ts";
import { nextTick } from "../runtime/event_loop.ts";
import { availableCpus, internHead, NativeServer, type NativeSettings } from "./addon.ts";
import type { Batch } from "./batch.ts";
import type { Connection, Drained, ServerStats } from "./connection.ts";
import { Drive } from "./drive.ts";
import { HeadTemplates } from "./head_templates.ts";
import { type Exchange, NativeCall } from "./native_call.ts";
import { nativeError } from "./native_error.ts";
import { Pump } from "./pump.ts";
import {
  FLAG_CLIENT_GONE,
  KIND_ANSWERED,
  KIND_CALL,
  KIND_DRAINED,
  KIND_EXPIRED,
} from "./record.ts";
import { ReplyBuffer } from "./reply_buffer.ts";
import { Requests } from "./requests.ts";
import { Settlements } from "./settlements.ts";
import { Spin } from "./spin.ts";
import { Streams } from "./streams.ts";

/** How long before the end of a stop calls are told of it, in milliseconds; at most half of it. */
const LAST_CALL = 2_000;
/** Longest timer there is, in milliseconds. */
const MAX_TIMER = 2 ** 31 - 1;

/**
 * Binds and starts to serve; the dispatcher answers every call.
 *
 * Throws an Error with `code` where it cannot: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, `ENOTFOUND`,
 * `SPK_DUPLICATE_ROUTE`, `SPK_BAD_PATH`.
 */
export function serve(settings: NativeSettings, dispatcher: Dispatcher): Connection {
  return new NativeConnection(settings, dispatcher);
}

// Header sets have the same number for every server of the process.
const templates = new HeadTemplates(internHead);

class NativeConnection implements Connection {
  readonly host: string;
  readonly port: number;
  readonly #native: NativeServer;
  readonly #dispatcher: Dispatcher;
  readonly #pump: Pump;
  readonly #spin = new Spin(availableCpus());
  readonly #drive = new Drive(this.#spin, availableCpus());
  readonly #exchange: Exchange;
  readonly #requests: Requests;
  // What one handler leaves behind with `enterWith` must not meet the next one of the same batch.
  readonly #repeat = captureContext();
  /** The call that was begun last, if the last record was one. */
  #begun: Call | undefined = undefined;
  #lastCall: ReturnType<typeof setTimeout> | undefined = undefined;
  #isFlushing = false;
  #drained: ((drained: Drained) => void) | undefined;

  constructor(settings: NativeSettings, dispatcher: Dispatcher) {
    const native = bind(settings, () => this.#pump.wake());
    this.#native = native;
    this.#dispatcher = dispatcher;
    const [spin, drive, repeat] = [this.#spin, this.#drive, this.#repeat];
    this.#pump = new Pump(native, this, { spin, drive, repeat });
    const streams = new Streams(native);
    this.#requests = new Requests(native, streams);
    this.#exchange = {
      native,
      streams,
      replies: new ReplyBuffer(native, templates),
      settlements: new Settlements(dispatcher),
      replied: () => this.#replied(),
    };
    this.host = native.host;
    this.port = native.port;
  }

  request(request: WireRequest, signal?: AbortSignal): Promise<WireResponse> {
    return this.#requests.send(request, signal);
  }

  stats(): ServerStats {
    const stats = this.#native.stats();
    const { spins, paid } = this.#spin;
    // Most late results are dropped here, before they reach the addon.
    const lateReplies = stats.lateReplies + this.#exchange.settlements.late;
    return { ...stats, lateReplies, spins, spinsPaid: paid };
  }

  close(timeout: number): Promise<Drained> {
    const drained = new Promise<Drained>((resolve) => this.#drained = resolve);
    this.#native.close(timeout);
    const patience = timeout - Math.min(LAST_CALL, timeout / 2);
    this.#lastCall ??= setTimeout(this.#warn, Math.min(patience, MAX_TIMER));
    return drained;
  }

  /** Handles the current record of a batch. */
  take(batch: Batch): void {
    const kind = batch.word(0) & 0xff;
    this.#begun = undefined;
    if (kind === KIND_CALL) this.#begin(new NativeCall(this.#exchange, batch));
    else if (kind === KIND_EXPIRED) this.#expire(batch);
    else if (kind === KIND_DRAINED) this.#end({ answered: batch.word(1), cut: batch.word(2) });
    else if (kind === KIND_ANSWERED) this.#requests.take(batch);
    else this.#exchange.streams.take(batch);
  }

  /** Hands over the replies that were given. */
  flush(): void {
    this.#exchange.replies.flush();
  }

  /** Tells whose call it was that held the event loop; what else did has no name. */
  blocked(milliseconds: number): void {
    if (this.#begun !== undefined) this.#dispatcher.blocked(this.#begun, milliseconds);
  }

  #begin(call: Call): void {
    this.#begun = call;
    this.#dispatcher.begin(call);
  }

  readonly #warn = (): void => {
    const { settlements, streams } = this.#exchange;
    const calls = [...settlements.calls(), ...streams.calls()];
    let next = 0;
    // It runs once for each call.
    const warn = (): void => this.#dispatcher.stopping(calls[next++]!);
    this.#repeat(warn, calls.length, () => {});
  };

  #expire(batch: Batch): void {
    const call = this.#exchange.settlements.take(batch.word(1), batch.word(2));
    if (call === undefined) return;
    call.close();
    const reason = (batch.word(0) & FLAG_CLIENT_GONE) === 0 ? "timeout" : "disconnect";
    this.#dispatcher.expired(call, reason);
  }

  #end(drained: Drained): void {
    clearTimeout(this.#lastCall);
    this.#pump.stop();
    this.#exchange.settlements.closeAll();
    this.#exchange.streams.closeAll();
    this.#requests.closeAll();
    this.#native.release();
    this.#drained?.(drained);
  }

  #replied(): void {
    if (this.#pump.isInTurn || this.#isFlushing) return;
    this.#isFlushing = true;
    nextTick(this.#flushLate);
  }

  readonly #flushLate = (): void => {
    this.#isFlushing = false;
    this.#pump.flushLate();
  };
}

function bind(settings: NativeSettings, wake: () => void): NativeServer {
  try {
    return new NativeServer(settings, wake);
  } catch (thrown) {
    throw nativeError(thrown);
  }
}
