import type { Call, ExpiryReason } from "../http/call.ts";
import { RequestContext } from "../http/request_context.ts";
import { hasNoBody } from "../http/status.ts";
import type { StreamValue } from "../streaming/stream_body.ts";
import type { StreamResult } from "../streaming/transfer.ts";
import type { HookedRoute } from "./compose.ts";
import { Deferred } from "./deferred.ts";
import type { PhaseName } from "./lifecycle.ts";
import { observe } from "./observe.ts";
import { Outgoing } from "./outgoing.ts";
import { type Ending, RequestResult } from "./request_result.ts";
import { respond } from "./respond.ts";
import type { Responder, StreamHead } from "./responder.ts";
import { SendHooks } from "./send_hooks.ts";
import { discardStream, sendStream } from "./send_stream.ts";
import { isThenable, toPromise } from "./thenable.ts";

const TIMED_OUT: Ending = { status: 504, outcome: "timedOut", body: 0 };
const ABORTED: Ending = { status: 0, outcome: "aborted", body: 0 };

/**
 * A call on its way through the hooks of its route. It is answered once, or expires; nothing throws
 * but `stream`.
 */
export class HookedCall implements Responder {
  readonly call: Call;
  readonly route: HookedRoute;
  readonly context: RequestContext;
  readonly #began: number;
  #phase: PhaseName = "handler";
  /** Index of the next step. */
  #step = 0;
  #sendHooks: SendHooks | undefined;
  /** The stream that `onSend` hooks keep waiting. */
  #waiting: StreamValue | undefined;
  #isStreaming = false;
  #hasEnded = false;

  constructor(call: Call, route: HookedRoute) {
    this.call = call;
    this.route = route;
    this.context = new RequestContext(call, route);
    this.#began = route.hooks.onResponse === null ? 0 : performance.now();
  }

  /** Walks along the steps of the route. */
  begin(): void {
    try {
      // What is not read before the reply is gone, and this much every line of a log wants.
      if (this.route.hooks.onResponse !== null) void this.context.path;
      this.#walk();
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Goes on after a promise: with the next step, or with the answer. */
  fulfilled(value: unknown): void {
    try {
      if (value instanceof Deferred) value.finish();
      else if (value === undefined && this.#step < this.route.hooks.steps.length) this.#walk();
      else this.#answer(value);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Answers the failure of a promise. */
  rejected(reason: unknown): void {
    this.#fail(reason);
  }

  /** Takes note that nobody waits for an answer any more. */
  expired(reason: ExpiryReason): void {
    this.context.abort(reason);
    this.#discard();
    this.#end(reason === "timeout" ? TIMED_OUT : ABORTED);
  }

  reply(status: number, head: string, body: string | Uint8Array): void {
    if (this.route.hooks.onSend !== null) return this.#send(new Outgoing(status, head, body));
    this.#hand(status, head, body);
  }

  stream(head: StreamHead, value: StreamValue): void {
    if (this.route.hooks.onSend === null) return this.#open(head, value);
    this.#discard();
    this.#waiting = value;
    this.#send(new Outgoing(head.status, head.head, value));
  }

  /** Hands over what has gone through every `onSend` hook. */
  hand({ status, head, content }: Outgoing): void {
    if (isWhole(content)) this.#hand(status, head, hasNoBody(status) ? "" : content);
    else this.#open({ status, head }, content);
  }

  #walk(): void {
    const { steps } = this.route.hooks;
    while (this.#step < steps.length) {
      const { phase, run } = steps[this.#step++]!;
      this.#phase = phase;
      const value = run(this.context);
      if (isThenable(value)) return this.call.settle(toPromise(value));
      if (value !== undefined) return this.#answer(value);
    }
    this.#answer(undefined);
  }

  #answer(value: unknown): void {
    this.#step = this.route.hooks.steps.length;
    this.#phase = "respond";
    respond(this, this.context.head, value);
  }

  #fail(thrown: unknown): void {
    this.#step = this.route.hooks.steps.length;
    if (this.#phase === "onSend") this.#sendHooks?.refuse(thrown);
    else this.route.failures.answer({ responder: this, phase: this.#phase, thrown });
    // A request that went away while it was read is not answered, and may not expire any more.
    if (!this.call.isOpen && !this.#isStreaming) this.#end(ABORTED);
  }

  #send(outgoing: Outgoing): void {
    this.#phase = "onSend";
    this.#sendHooks ??= new SendHooks(this);
    this.#sendHooks.send(outgoing);
  }

  #hand(status: number, head: string, body: string | Uint8Array): void {
    const { isOpen } = this.call;
    this.#discard();
    this.call.reply(status, head, body);
    this.#end(isOpen ? { status, outcome: "sent", body } : ABORTED);
  }

  #open(head: StreamHead, value: StreamValue): void {
    // A stream that a hook put in its place may well read it.
    this.#waiting = undefined;
    const onDone = ({ outcome, bytes }: StreamResult) =>
      this.#end({ status: head.status, outcome, body: bytes });
    sendStream(this, { ...head, value, onDone });
    this.#isStreaming = true;
  }

  #discard(): void {
    if (this.#waiting !== undefined) discardStream(this.#waiting);
    this.#waiting = undefined;
  }

  #end(ending: Ending): void {
    if (this.#hasEnded || this.route.hooks.onResponse === null) return;
    this.#hasEnded = true;
    observe(this, new RequestResult(ending, performance.now() - this.#began));
  }
}

function isWhole(content: Outgoing["content"]): content is string | Uint8Array {
  return typeof content === "string" || content instanceof Uint8Array;
}
