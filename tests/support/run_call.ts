import type { Dispatcher } from "../../src/http/call.ts";
import type { FakeCall, RecordedReply } from "./fake_call.ts";

// The bridge uses the intrinsic, which no override of a promise's own `then` can reach.
const { then } = Promise.prototype;

/** Takes a call through a dispatcher as the bridge does, and returns its reply. */
export async function runCall(dispatcher: Dispatcher, call: FakeCall): Promise<RecordedReply> {
  dispatcher.begin(call);
  for (let i = 0; i < call.settled.length; i++) {
    await then.call(
      call.settled[i],
      (value) => call.isOpen && dispatcher.fulfilled(call, value),
      (reason) => call.isOpen && dispatcher.rejected(call, reason),
    );
  }
  if (call.replied === undefined) throw new Error("The call was never answered");
  return call.replied;
}
