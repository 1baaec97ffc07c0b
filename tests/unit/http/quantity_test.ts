import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseDuration, parseSize, type Size } from "../../../src/http/quantity.ts";

const test = suite("http/quantity");

test("parseSize() reads bytes and units of 1,024", () => {
  assert.is(parseSize(0, "x"), 0);
  assert.is(parseSize(1_000, "x"), 1_000);
  assert.is(parseSize("10b", "x"), 10);
  assert.is(parseSize("512kb", "x"), 524_288);
  assert.is(parseSize("1mb", "x"), 1_048_576);
  assert.is(parseSize("1.5mb", "x"), 1_572_864);
  assert.is(parseSize("2gb", "x"), 2_147_483_648);
});

test("parseDuration() reads milliseconds and units", () => {
  assert.is(parseDuration(0, "x"), 0);
  assert.is(parseDuration(250, "x"), 250);
  assert.is(parseDuration("500ms", "x"), 500);
  assert.is(parseDuration("30s", "x"), 30_000);
  assert.is(parseDuration("0.5m", "x"), 30_000);
  assert.is(parseDuration("24h", "x"), 86_400_000);
});

const REFUSED: readonly unknown[] = [
  -1,
  1.5,
  NaN,
  Infinity,
  2 ** 53,
  "",
  "1",
  "mb",
  "-1mb",
  "1 mb",
  "1MB",
  "1e3kb",
  ".5mb",
  "1.mb",
  "1tb",
  " 1mb",
  `${"9".repeat(16)}b`,
  null,
  true,
  {},
  [1],
  1n,
];

for (const value of REFUSED) {
  test(`sizes and durations refuse ${typeof value} ${String(value)}`, () => {
    // An untyped caller can pass anything.
    assert.throws(() => parseSize(value as Size, "bodyLimit"), isBadOption);
    assert.throws(() => parseDuration(value as number, "handlerTimeout"), isBadOption);
  });
}

test("parseDuration() refuses what no timer can hold", () => {
  assert.is(parseDuration(2 ** 31 - 1, "x"), 2 ** 31 - 1);
  assert.throws(() => parseDuration(2 ** 31, "x"), isBadOption);
});

test("the message names the option, the value and the cure", () => {
  assert.throws(
    () => parseSize("1tb" as Size, "bodyLimit"),
    /The option "bodyLimit" is "1tb": pass bytes, or text such as "512kb"/,
  );
});

function isBadOption(error: unknown): boolean {
  return error instanceof TypeError && "code" in error && error.code === "SPK_BAD_OPTION";
}

test.run();
