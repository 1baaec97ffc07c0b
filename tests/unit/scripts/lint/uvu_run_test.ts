import { suite } from "uvu";
import * as assert from "uvu/assert";
import { lint } from "../../../support/lint.ts";

const test = suite("lint rule uvu-run");

const faults = (source: string) => lint("uvu-run", "tests/unit/http/a_test.ts", source);

test("refuses a suite that is never run", () => {
  assert.equal(faults('const test = suite("a"); test("b", () => {});'), [
    '"test" is never run: end with test.run()',
  ]);
  assert.equal(faults('const test = suite("a"); test.run();'), []);
});

test("refuses a test file without a suite, and one with two", () => {
  assert.is(faults('test("b", () => {}); test.run();').length, 1);
  assert.is(faults('const a = suite("a"), b = suite("b"); a.run(); b.run();').length, 1);
});

test("refuses only(), which silences the rest", () => {
  assert.is(faults('const t = suite("a"); t.only("b", () => {}); t.run();').length, 1);
});

test("asks nothing of files that are no tests", () => {
  assert.equal(lint("uvu-run", "tests/support/a.ts", "export const a = 1;"), []);
});

test.run();
