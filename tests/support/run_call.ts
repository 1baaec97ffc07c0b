import type { Dispatcher } from "../../src/http/call.ts";
import type { FakeCall, RecordedReply } from "./fake_call.ts";

// The bridge uses the intrinsic, which no override of a promise's own `then` can reach.
const { then } = Promise.prototype;

/** Begins a call as the bridge does, and goes on with it whenever a promise of it settles. */
export function beginCall(dispatcher: Dispatcher, call: FakeCall): void {
  call.settle = (promise) => void settle(dispatcher, call, promise);
  dispatcher.begin(call);
}

/** Takes a call through a dispatcher as the bridge does, and returns its reply. */
export async function runCall(dispatcher: Dispatcher, call: FakeCall): Promise<RecordedReply> {
  dispatcher.begin(call);
  for (let i = 0; i < call.settled.length; i++) {
    await settle(dispatcher, call, call.settled[i]);
  }
  if (call.replied === undefined) throw new Error("The call was never answered");
  return call.replied;
}

async function settle(dispatcher: Dispatcher, call: FakeCall, promise: unknown): Promise<void> {
  await then.call(
    promise,
    (value) => call.isOpen ? dispatcher.fulfilled(call, value) : dispatcher.late(value),
    (reason) => call.isOpen && dispatcher.rejected(call, reason),
  );
}
