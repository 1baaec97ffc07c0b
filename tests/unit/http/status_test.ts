import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  checkErrorStatus,
  checkRedirectStatus,
  checkStatus,
  titleOf,
} from "../../../src/http/status.ts";

const test = suite("http/status");

test("titleOf() gives the registered phrase", () => {
  assert.is(titleOf(404), "Not Found");
  assert.is(titleOf(422), "Unprocessable Content");
  assert.is(titleOf(503), "Service Unavailable");
});

test("titleOf() names an unregistered status by its class", () => {
  assert.is(titleOf(499), "Client Error");
  assert.is(titleOf(599), "Server Error");
});

test("checkStatus() takes final statuses", () => {
  for (const status of [200, 204, 299, 304, 418, 599]) assert.is(checkStatus(status), status);
});

test("checkErrorStatus() takes errors alone", () => {
  for (const status of [400, 418, 599]) assert.is(checkErrorStatus(status), status);
  for (const status of [200, 399, 600]) assert.throws(() => checkErrorStatus(status), isRangeError);
});

test("checkRedirectStatus() takes what browsers follow", () => {
  for (const status of [301, 302, 303, 307, 308]) {
    assert.is(checkRedirectStatus(status), status);
  }
  for (const status of [300, 304, 200]) {
    assert.throws(() => checkRedirectStatus(status), isRangeError);
  }
});

for (const status of [0, 99, 101, 199, 600, 200.5, NaN, Infinity, "200", undefined]) {
  test(`checkStatus() refuses ${String(status)}`, () => {
    // An untyped caller can pass anything.
    assert.throws(() => checkStatus(status as number), isRangeError);
  });
}

function isRangeError(error: unknown): boolean {
  return error instanceof RangeError && "code" in error && error.code === "SPK_BAD_STATUS";
}

test.run();
