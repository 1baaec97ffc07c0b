import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mergeHeaders } from "../../../src/dispatch/header_pairs.ts";

const test = suite("header pairs");

test("mergeHeaders() returns the other where one is empty", () => {
  const pairs = ["a", "1"];
  assert.is(mergeHeaders(pairs, []), pairs);
  assert.is(mergeHeaders([], pairs), pairs);
});

test("mergeHeaders() replaces a value in its place and adds new names", () => {
  const under = ["a", "1", "b", "2"];
  assert.equal(mergeHeaders(under, ["c", "3", "a", "4"]), ["a", "4", "b", "2", "c", "3"]);
  assert.equal(under, ["a", "1", "b", "2"]);
});

test("mergeHeaders() replaces a cookie by its name only", () => {
  const under = ["set-cookie", "a=1", "set-cookie", "b=2"];
  assert.equal(mergeHeaders(under, ["set-cookie", "b=3", "set-cookie", "c=4"]), [
    ...["set-cookie", "a=1"],
    ...["set-cookie", "b=3"],
    ...["set-cookie", "c=4"],
  ]);
});

test.run();
