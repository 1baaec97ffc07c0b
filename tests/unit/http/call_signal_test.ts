import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type AbortCause, CallSignal } from "../../../src/http/call_signal.ts";

const test = suite("http/call_signal");

const REASONS: readonly (readonly [cause: AbortCause, name: string, message: string])[] = [
  ["disconnect", "AbortError", "The client went away"],
  ["timeout", "TimeoutError", "The handler missed its deadline"],
  ["stopping", "AbortError", "The server is stopping"],
];

for (const [cause, name, message] of REASONS) {
  test(`a ${cause} aborts with ${name}, before and after the signal is read`, () => {
    const [early, late] = [new CallSignal(), new CallSignal()];
    const { signal } = early;
    assert.is(signal.aborted, false);
    for (const one of [early, late]) one.abort(cause);
    for (const { reason, aborted } of [signal, late.signal]) {
      assert.is(aborted, true);
      assert.instance(reason, DOMException);
      assert.equal([reason.name, reason.message], [name, message]);
    }
  });
}

test("listeners are called once, with the first cause", () => {
  const call = new CallSignal();
  const names: string[] = [];
  const { signal } = call;
  signal.addEventListener("abort", () => names.push(signal.reason.name));
  call.abort("timeout");
  call.abort("disconnect");
  assert.equal(names, ["TimeoutError"]);
});

test("the signal is the same at each reading", () => {
  const call = new CallSignal();
  const { signal } = call;
  call.abort("stopping");
  assert.is(call.signal, signal);
});

test.run();
