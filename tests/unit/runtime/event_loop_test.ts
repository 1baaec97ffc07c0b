import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nextTick, setImmediate } from "../../../src/runtime/event_loop.ts";

const test = suite("event loop");

test("nextTick() runs after this turn's code and before setImmediate()", async () => {
  const order: string[] = [];
  await new Promise<void>((resolve) => {
    setImmediate(() => {
      order.push("immediate");
      resolve();
    });
    nextTick(() => order.push("tick"));
    order.push("code");
  });
  assert.equal(order, ["code", "tick", "immediate"]);
});

test.run();
