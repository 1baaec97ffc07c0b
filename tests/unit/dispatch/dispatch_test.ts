import { suite } from "uvu";
import * as assert from "uvu/assert";
import { RequestContext } from "../../../src/http/request_context.ts";
import type { RouteDispatcher } from "../../../src/dispatch/dispatch.ts";
import type { Call } from "../../../src/http/call.ts";
import { dispatcherOf, layeredDispatcher } from "../../support/dispatcher.ts";
import { FakeCall } from "../../support/fake_call.ts";
import { refuse } from "../../support/hostile_values.ts";
import { runCall } from "../../support/run_call.ts";

const test = suite("dispatch");

function tampered(then: unknown): Promise<string> {
  return Object.defineProperty(Promise.resolve("kept"), "then", { value: then });
}

class OwnPromise<T> extends Promise<T> {}

const PROMISES: readonly [string, () => PromiseLike<string>][] = [
  ["a promise", () => Promise.resolve("kept")],
  ["a promise whose then throws", () => tampered(refuse)],
  ["a promise whose then is no function", () => tampered(undefined)],
  ["a subclass of Promise", () => OwnPromise.resolve("kept")],
  [
    "a thenable",
    () => ({ then: (keep: (value: string) => void) => keep("kept") } as PromiseLike<string>),
  ],
];

for (const [name, make] of PROMISES) {
  test(`begin() settles ${name} as a true promise`, async () => {
    const call = new FakeCall();
    const dispatcher = dispatcherOf(make as () => Promise<string>);
    assert.is((await runCall(dispatcher, call)).body, "kept");
    assert.is(Object.getPrototypeOf(call.settled[0]), Promise.prototype);
  });
}

test("begin() settles what only looks like a promise as a failure", async () => {
  const dispatcher = dispatcherOf(() => Object.create(Promise.prototype));
  assert.is((await runCall(dispatcher, new FakeCall())).status, 500);
});

test("begin() keeps the Context with the call and gives it to the handler alone", () => {
  const seen: unknown[][] = [];
  const call = new FakeCall();
  dispatcherOf(function (this: unknown, ...values: unknown[]) {
    seen.push([this, ...values]);
  }).begin(call);
  assert.instance(call.context, RequestContext);
  assert.equal(seen, [[undefined, call.context]]);
});

test("a call is answered once, also where its handler throws after it was asked again", () => {
  const call = new FakeCall();
  const dispatcher = dispatcherOf(() => "first");
  dispatcher.begin(call);
  dispatcher.fulfilled(call, "second");
  dispatcher.rejected(call, new Error("third"));
  assert.is(call.replied?.body, "first");
  assert.is(call.dropped, 2);
});

test("expired() answers nothing; a timeout is a warning that names the route", () => {
  const call = new FakeCall();
  const dispatcher = dispatcherOf(() => new Promise(() => {}));
  dispatcher.begin(call);
  dispatcher.expired(call, "disconnect");
  assert.equal(dispatcher.lines, []);
  dispatcher.expired(call, "timeout");
  assert.match(dispatcher.lines[0] ?? "", /"level":"warn".*"route":"GET \/here","count":1/);
  assert.is(call.replied, undefined);
});

for (
  const [name, drive, reason] of [
    ["a timeout", (own, call) => own.expired(call, "timeout"), "TimeoutError"],
    ["a disconnect", (own, call) => own.expired(call, "disconnect"), "AbortError"],
    ["a stop", (own, call) => own.stopping(call), "AbortError"],
  ] satisfies readonly (readonly [string, (own: RouteDispatcher, call: Call) => void, string])[]
) {
  for (const [kind, hooks] of [["", {}], [" with hooks", { onResponse: [() => {}] }]] as const) {
    test(`${name} aborts the signal of a call${kind}`, () => {
      let signal: AbortSignal | undefined;
      const dispatcher = layeredDispatcher((context) => {
        signal = context.signal;
        return new Promise(() => {});
      }, { hooks });
      const call = new FakeCall();
      dispatcher.begin(call);
      assert.is(signal?.aborted, false);
      drive(dispatcher, call);
      assert.is(signal?.reason.name, reason);
    });
  }
}

test("a call may still answer once the server is stopping", async () => {
  const dispatcher = dispatcherOf(({ signal }) =>
    new Promise((resolve) => signal.addEventListener("abort", () => resolve("saved")))
  );
  const call = new FakeCall();
  const reply = runCall(dispatcher, call);
  dispatcher.stopping(call);
  assert.is((await reply).body, "saved");
});

test("blocked() names the route", () => {
  const dispatcher = dispatcherOf(() => "slow");
  const call = new FakeCall();
  dispatcher.begin(call);
  dispatcher.blocked(call, 1_500);
  assert.match(dispatcher.lines[0] ?? "", /GET \/here held the event loop for 1\.5 s/);
});

test("a handler that exhausts the stack is a 500", async () => {
  const forever = (): string => forever() + "x";
  const dispatcher = dispatcherOf(forever);
  assert.is((await runCall(dispatcher, new FakeCall())).status, 500);
  assert.match(dispatcher.lines[0] ?? "", "RangeError");
});

test.run();
