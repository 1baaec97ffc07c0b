import process from "node:process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readEnvironment } from "../../../src/runtime/environment.ts";

const test = suite("environment");
const NAME = "SPIKARD_TEST_VARIABLE";

test.after.each(() => {
  delete process.env[NAME];
});

test("readEnvironment() returns the value of a variable", () => {
  process.env[NAME] = "8080";
  assert.is(readEnvironment(NAME), "8080");
});

test("readEnvironment() takes an unset and an empty variable alike", () => {
  assert.is(readEnvironment(NAME), undefined);
  process.env[NAME] = "";
  assert.is(readEnvironment(NAME), undefined);
});

test.run();
