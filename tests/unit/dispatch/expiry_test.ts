import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createExpiryLog } from "../../../src/dispatch/expiry.ts";
import type { LogFields } from "../../../src/http/log.ts";

const test = suite("expiry");

test("a route gets one line in 10 s, which counts what came since the last", () => {
  const lines: LogFields[] = [];
  let now = 0;
  const expire = createExpiryLog((_level, _message, fields) => lines.push(fields), () => now);
  expire("GET /a");
  now = 9_999;
  for (let i = 0; i < 3; i++) expire("GET /a");
  assert.equal(lines, [{ route: "GET /a", count: 1 }]);
  now = 10_000;
  expire("GET /a");
  assert.equal(lines.slice(1), [{ route: "GET /a", count: 4 }]);
});

test("each route has lines of its own", () => {
  const lines: LogFields[] = [];
  const expire = createExpiryLog((_level, _message, fields) => lines.push(fields), () => 0);
  expire("GET /a");
  expire("GET /b");
  assert.equal(lines.map(({ route }) => route), ["GET /a", "GET /b"]);
});

test.run();
