import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Drive } from "../../../src/bridge/drive.ts";
import { Spin } from "../../../src/bridge/spin.ts";

const test = suite("Drive");

/** A spin that has seen work come at once, or not. */
function spin({ isTrusted }: { isTrusted: boolean }): Spin {
  const spin = new Spin(2);
  for (let at = 0; at < 8; at++) {
    spin.idle(at);
    spin.woken(at + (isTrusted ? 0.1 : 0.9));
  }
  return spin;
}

/** Many turns of one call that runs for `time` ms, and leaves work of `rest` ms behind. */
function run(drive: Drive, time: number, rest = 0, sent = 0): void {
  for (let turn = 0; turn < 50; turn++) {
    drive.turned(turn);
    drive.ran(1, time);
    drive.flushed(turn + 0.5);
    if (sent > 0) drive.sent(sent);
    drive.turned(turn + 0.5 + rest);
  }
}

test("isWanted is true once work has come at once", () => {
  assert.is(new Drive(spin({ isTrusted: false }), 2).isWanted, false);
  assert.is(new Drive(spin({ isTrusted: true }), 2).isWanted, true);
});

test("isWanted is false while calls cost more than 4 us", () => {
  const drive = new Drive(spin({ isTrusted: true }), 2);
  run(drive, 0.005);
  assert.is(drive.isWanted, false);
  run(drive, 0.001);
  assert.is(drive.isWanted, true);
});

test("what calls leave behind for after the turn counts as their cost", () => {
  const drive = new Drive(spin({ isTrusted: true }), 2);
  run(drive, 0.001, 0.1);
  assert.is(drive.isWanted, false);
});

test("a turn of the event loop and the handing over of late replies count nothing", () => {
  const drive = new Drive(spin({ isTrusted: true }), 2);
  run(drive, 0.001, 0.02);
  assert.is(drive.isWanted, true);
  run(drive, 0.001, 0.1, 0.08);
  assert.is(drive.isWanted, true);
});

test("isWanted is always true on one CPU", () => {
  const drive = new Drive(new Spin(1), 1);
  run(drive, 5);
  assert.is(drive.isWanted, true);
});

test.run();
