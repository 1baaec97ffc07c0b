import process from "node:process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { onSignal, type StopSignal } from "../../../src/runtime/signals.ts";

const test = suite("signals");

test("onSignal() tells which signal came", async () => {
  let unsubscribe = () => {};
  // A signal listener alone keeps no event loop alive.
  const alive = setInterval(() => {}, 1000);
  const signal = await new Promise<StopSignal>((resolve) => {
    unsubscribe = onSignal(["SIGINT", "SIGTERM"], resolve);
    process.kill(process.pid, "SIGTERM");
  });
  unsubscribe();
  clearInterval(alive);
  assert.is(signal, "SIGTERM");
});

test("onSignal() leaves no listener behind once unsubscribed", () => {
  const before = process.listenerCount("SIGINT");
  const unsubscribe = onSignal(["SIGINT", "SIGINT", "SIGTERM"], () => {});
  assert.is(process.listenerCount("SIGINT"), before + 1);
  unsubscribe();
  unsubscribe();
  assert.is(process.listenerCount("SIGINT"), before);
  assert.is(process.listenerCount("SIGTERM"), 0);
});

test.run();
