import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TurnClock } from "../../../src/streaming/turn_clock.ts";

const test = suite("streaming/turn_clock");

test("a turn is over once its time has passed", async () => {
  let time = 100;
  const clock = new TurnClock(() => time);
  assert.is(clock.over(), undefined);
  time += 4;
  assert.is(clock.over(), undefined);
  time += 1;
  const over = clock.over();
  assert.instance(over, Promise);
  assert.is(clock.over(), over, "all wait for the same turn");
  await over;
});

test("the next turn has its own time", async () => {
  let time = 100;
  const clock = new TurnClock(() => time);
  clock.over();
  time += 5;
  await clock.over();
  assert.is(clock.over(), undefined);
  time += 4;
  assert.is(clock.over(), undefined);
  time += 1;
  await clock.over();
});

test("time between two turns counts for neither", async () => {
  let time = 100;
  const clock = new TurnClock(() => time);
  clock.over();
  await new Promise((resolve) => setTimeout(resolve, 5));
  time += 1000;
  assert.is(clock.over(), undefined);
});

test.run();
