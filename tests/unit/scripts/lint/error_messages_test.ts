import { suite } from "uvu";
import * as assert from "uvu/assert";
import { lint } from "../../../support/lint.ts";

const test = suite("lint rule error-messages");

const count = (source: string) => lint("error-messages", "src/http/a.ts", source).length;

test("refuses a message that starts small", () => {
  assert.is(count('new Error("no route matches");'), 1);
  assert.is(count('new UsageError("SPK_BAD_PATH", `the path ${path} is bad`);'), 1);
  assert.is(count('new Error("SPK_BAD_PATH: the path is bad");'), 1);
});

test("refuses a full stop after a single sentence", () => {
  assert.is(count('new Error("No route matches.");'), 1);
  assert.is(count('new Error("The cause: a bad path. Give another one.");'), 0);
});

test("accepts names of functions, values and codes in front", () => {
  assert.is(count('new Error("get() was called twice"); new Error(`${name} is not a path`);'), 0);
  assert.is(count('new Error("EACCES"); new NotFound("no such user");'), 0);
});

test("leaves tests alone, which throw all kinds of things", () => {
  assert.equal(lint("error-messages", "tests/e2e/a_test.ts", 'new Error("no route");'), []);
});

test.run();
