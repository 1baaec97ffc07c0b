import type { Call, ExpiryReason } from "../http/call.ts";
import { RequestContext } from "../http/request_context.ts";
import { hasNoBody } from "../http/status.ts";
import type { StreamValue } from "../streaming/stream_body.ts";
import type { StreamResult } from "../streaming/transfer.ts";
import type { HookedRoute } from "./compose.ts";
import { Deferred } from "./deferred.ts";
import { discardStream } from "./discard.ts";
import type { PhaseName } from "./lifecycle.ts";
import { observe } from "./observe.ts";
import { Outgoing } from "./outgoing.ts";
import { type Ending, RequestResult } from "./request_result.ts";
import { respond } from "./respond.ts";
import type { Responder, StreamHead } from "./responder.ts";
import { SendHooks } from "./send_hooks.ts";
import { sendStream } from "./send_stream.ts";
import { isThenable, toPromise } from "../http/thenable.ts";

const TIMED_OUT: Ending = { status: 504, outcome: "timedOut", body: 0 };
/** Milliseconds in which a call hardly expires: asking costs more than most handlers. */
const FRESH = 2;
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
  /** Streams that may never be sent: `onSend` hooks keep them waiting, or put others in their place. */
  #held: StreamValue[] | undefined;
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
    this.hold(value);
    this.#send(new Outgoing(head.status, head.head, value));
  }

  /** Sees to it that a stream cleans up after itself if it is not sent. */
  hold(value: StreamValue): void {
    (this.#held ??= []).push(value);
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
    const failure = { responder: this, phase: this.#phase, thrown };
    if (this.#sendHooks === undefined) this.route.failures.answer(failure);
    else this.#sendHooks.refuse(failure);
    // A request that went away while it was read is not answered, and may not expire any more.
    if (!this.call.isOpen && !this.#isStreaming && !this.#expires()) this.#end(ABORTED);
  }

  #send(outgoing: Outgoing): void {
    this.#phase = "onSend";
    this.#sendHooks ??= new SendHooks(this);
    this.#sendHooks.send(outgoing);
  }

  #hand(status: number, head: string, body: string | Uint8Array): void {
    const { isOpen } = this.call;
    this.#discard();
    const expires = this.#expires();
    this.call.reply(status, head, body);
    this.route.leftovers.discard(this.context);
    if (!expires) this.#end(isOpen ? { status, outcome: "sent", body } : ABORTED);
  }

  /** Whether the call has expired while JavaScript was busy, so that `expired` will tell its end. */
  #expires(): boolean {
    if (this.#hasEnded || this.route.hooks.onResponse === null) return false;
    const isFresh = this.call.isOpen && performance.now() - this.#began < FRESH;
    return !isFresh && this.call.awaitExpiry();
  }

  #open(head: StreamHead, value: StreamValue): void {
    // The others wait for its end: one that a hook put in their place may well read them.
    this.#held = this.#held?.filter((held) => held !== value);
    const onDone = ({ outcome, bytes }: StreamResult) => {
      this.#discard();
      this.#end({ status: head.status, outcome, body: bytes });
    };
    const onRefused = (thrown: unknown) => this.#refuse(thrown);
    sendStream(this, { ...head, value, onDone, onRefused });
    this.#isStreaming = true;
  }

  /** Answers what a stream has thrown before its first chunk: it is the handler's, as a rule. */
  #refuse(thrown: unknown): void {
    this.#isStreaming = false;
    this.#phase = "handler";
    this.#fail(thrown);
  }

  #discard(): void {
    this.#held?.forEach(discardStream);
    this.#held = undefined;
  }

  #end(ending: Ending): void {
    if (this.#hasEnded || this.route.hooks.onResponse === null) return;
    this.#hasEnded = true;
    // The body of a HEAD reply tells the length of another one, and stays here.
    const body = this.call.method === "HEAD" ? 0 : ending.body;
    observe(this, new RequestResult({ ...ending, body }, performance.now() - this.#began));
  }
}

function isWhole(content: Outgoing["content"]): content is string | Uint8Array {
  return typeof content === "string" || content instanceof Uint8Array;
}
