import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createBlockedLog } from "../../../src/dispatch/blocked.ts";
import type { LogFields } from "../../../src/http/log.ts";
import { UNDECLARED } from "../../../src/routing/metadata.ts";

const test = suite("dispatch/blocked");

const REPORT = {
  ...UNDECLARED,
  ...{ method: "GET", path: "/report", name: "Users.report" },
  source: "GET /report (Users.report)",
};
const NAMELESS = { ...REPORT, name: "GET /report", source: "GET /report" };

function logged() {
  const lines: (readonly [string, string, LogFields])[] = [];
  const clock = { now: 0 };
  const log = createBlockedLog((...line) => lines.push(line), () => clock.now);
  return { lines, clock, log };
}

test("a line names the route, the time and the handler", () => {
  const { lines, log } = logged();
  log(REPORT, 1_234.5);
  assert.equal(lines, [[
    "warn",
    "GET /report held the event loop for 1.2 s (handler Users.report)",
    { route: REPORT.source, milliseconds: 1_234.5, count: 1 },
  ]]);
});

test("a handler without a name is not named, and less than a second is in milliseconds", () => {
  const { lines, log } = logged();
  log(NAMELESS, 250.4);
  assert.is(lines[0]?.[1], "GET /report held the event loop for 250 ms");
});

test("a route gets one line in 10 s, which counts what came since the last", () => {
  const { lines, clock, log } = logged();
  for (clock.now = 0; clock.now <= 10_000; clock.now += 2_500) log(REPORT, 300);
  log(NAMELESS, 300);
  assert.equal(lines.map(([, , { route, count }]) => [route, count]), [
    [REPORT.source, 1],
    [REPORT.source, 4],
    [NAMELESS.source, 1],
  ]);
});

test.run();
