import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mergeHeaders } from "../../../src/dispatch/header_pairs.ts";

const test = suite("header pairs");

test("mergeHeaders() returns the other where one is empty", () => {
  const pairs = ["a", "1"];
  assert.is(mergeHeaders(pairs, []), pairs);
  assert.is(mergeHeaders([], pairs), pairs);
});

test("mergeHeaders() replaces all values of a name and adds new names", () => {
  const under = ["a", "1", "b", "2", "a", "3"];
  assert.equal(mergeHeaders(under, ["c", "4", "a", "5"]), ["b", "2", "c", "4", "a", "5"]);
  assert.equal(under, ["a", "1", "b", "2", "a", "3"]);
});

test("mergeHeaders() keeps repeated names and cookies of what is laid over", () => {
  const over = [
    ...["link", "</a>", "link", "</b>"],
    ...["set-cookie", "a=1; Path=/", "set-cookie", "a=2; Path=/b"],
  ];
  assert.equal(mergeHeaders(["x-a", "1"], over), ["x-a", "1", ...over]);
  assert.equal(
    mergeHeaders(["link", "</c>", "set-cookie", "a=3", "set-cookie", "a=4"], over),
    over,
  );
});

test("mergeHeaders() replaces a cookie by its name only", () => {
  const under = ["set-cookie", "a=1", "set-cookie", "b=2"];
  assert.equal(mergeHeaders(under, ["set-cookie", "b=3", "set-cookie", "c=4"]), [
    ...["set-cookie", "a=1"],
    ...["set-cookie", "b=3"],
    ...["set-cookie", "c=4"],
  ]);
});

test("mergeHeaders() takes a cookie without a name for no other", () => {
  const under = ["set-cookie", "bare", "set-cookie", "b=2"];
  assert.equal(mergeHeaders(under, ["set-cookie", "a=1"]), [...under, "set-cookie", "a=1"]);
});

test.run();
