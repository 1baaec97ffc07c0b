/**
 * `onSend` hooks around a reply.
 *
 * @module
 */

import type { Call } from "../http/call.ts";
import type { SendHook } from "../http/hooks.ts";
import type { RequestContext } from "../http/request_context.ts";
import type { StreamValue } from "../streaming/stream_body.ts";
import type { HookedRoute } from "./compose.ts";
import { defer } from "./deferred.ts";
import type { Failure } from "./failure.ts";
import { Outgoing } from "./outgoing.ts";
import { respondInstead } from "./respond.ts";
import type { Responder, StreamHead } from "./responder.ts";
import { isThenable } from "../http/thenable.ts";

/** How often the hooks of one request may fail until they are left out. */
const MAX_FAILURES = 2;

/** Takes what has gone through the hooks. */
interface Owner extends Responder {
  readonly route: HookedRoute;
  /** Sees to it that a stream cleans up after itself if it is not sent. */
  hold(value: StreamValue): void;
  /** Throws, before anything was sent, for a stream that cannot be read. */
  hand(outgoing: Outgoing): void;
}

/**
 * Takes the replies of one request through its `onSend` hooks: the answer, and where a hook fails the
 * error reply in its place. Where the hooks fail for that one too, a 500 goes out without them.
 */
export class SendHooks {
  readonly #owner: Owner;
  readonly #hooks: readonly SendHook[];
  #failures = 0;

  constructor(owner: Owner) {
    this.#owner = owner;
    this.#hooks = owner.route.hooks.onSend ?? [];
  }

  /** Runs the hooks, then hands the reply over. */
  send(outgoing: Outgoing): void {
    const isOff = this.#failures >= MAX_FAILURES;
    this.run(outgoing, isOff ? this.#hooks.length : 0);
  }

  /** Runs the hooks from this index on, then hands the reply over. */
  run(outgoing: Outgoing, index: number): void {
    const hook = this.#hooks[index];
    if (hook === undefined) return this.#owner.hand(outgoing);
    outgoing.beginHook();
    try {
      const value: unknown = hook(this.#owner.context, outgoing);
      if (isThenable(value)) this.#wait(outgoing, index, value);
      else this.#goOn(outgoing, index, value);
    } catch (thrown) {
      this.#refuse(thrown);
    }
  }

  /** Answers the failure of a reply that has gone through the hooks, which may be theirs. */
  refuse(failure: Failure): void {
    this.#failures += 1;
    this.#owner.route.failures.answer(failure);
  }

  #refuse(thrown: unknown): void {
    this.refuse({ responder: this.#owner, phase: "onSend", thrown });
  }

  #wait(outgoing: Outgoing, index: number, value: PromiseLike<unknown>): void {
    this.#owner.call.settle(defer(value, {
      fulfilled: (settled) => this.#goOn(outgoing, index, settled),
      rejected: (reason) => this.#refuse(reason),
    }));
  }

  #goOn(outgoing: Outgoing, index: number, value: unknown): void {
    if (value === undefined) return this.run(outgoing, index + 1);
    const replacing = new Replacement(this, this.#owner, index + 1);
    respondInstead(replacing, outgoing.headOfNext(value), value);
  }
}

/** Takes the reply that a hook returned in place of another, to the hooks behind it. */
class Replacement implements Responder {
  readonly call: Call;
  readonly context: RequestContext;
  readonly route: HookedRoute;
  readonly #hooks: SendHooks;
  readonly #owner: Owner;
  readonly #next: number;

  constructor(hooks: SendHooks, owner: Owner, next: number) {
    this.call = owner.call;
    this.context = owner.context;
    this.route = owner.route;
    this.#hooks = hooks;
    this.#owner = owner;
    this.#next = next;
  }

  reply(status: number, head: string, body: string | Uint8Array): void {
    this.#hooks.run(new Outgoing(status, head, body), this.#next);
  }

  stream({ status, head }: StreamHead, value: StreamValue): void {
    this.#owner.hold(value);
    this.#hooks.run(new Outgoing(status, head, value), this.#next);
  }
}
