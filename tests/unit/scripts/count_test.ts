import { suite } from "uvu";
import * as assert from "uvu/assert";
import { countCargo, countUvu, sum } from "../../../scripts/testing/count.ts";

const test = suite("count");

const summary = (total: number, passed: number, skipped: number) =>
  `\n  Total:     ${total}\n  Passed:    ${passed}\n  Skipped:   ${skipped}\n  Duration:  1.2ms\n`;

test("countUvu() takes what neither passed nor was skipped for failed", () => {
  assert.equal(countUvu(summary(7, 4, 1), 1), { passed: 4, failed: 2 });
});

test("countUvu() fails a file that ran no test", () => {
  assert.equal(countUvu(summary(0, 0, 0), 0), { passed: 0, failed: 1 });
  assert.equal(countUvu("", 0), { passed: 0, failed: 1 });
});

test("countUvu() fails a file that crashed after all its tests passed", () => {
  assert.equal(countUvu(summary(3, 3, 0), "SIGSEGV"), { passed: 3, failed: 1 });
});

test("countUvu() reads the summary at the end and no other", () => {
  const nested = `the child said: ${summary(9, 9, 0)}`;
  assert.equal(countUvu(nested + summary(2, 2, 0), 0), { passed: 2, failed: 0 });
});

test("countUvu() reads through colours", () => {
  const colored = summary(2, 2, 0).replace("Passed:    2", "\x1b[32mPassed:    2\x1b[39m");
  assert.equal(countUvu(colored, 0), { passed: 2, failed: 0 });
});

test("countCargo() adds up all test binaries", () => {
  const output = [
    "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out",
    "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
  ].join("\n");
  assert.equal(countCargo(output, 101), { passed: 5, failed: 1 });
});

test("countCargo() fails a build that broke and a run without tests", () => {
  assert.equal(countCargo("error: could not compile", 101), { passed: 0, failed: 1 });
  assert.equal(countCargo("test result: ok. 0 passed; 0 failed", 0), { passed: 0, failed: 1 });
});

test("sum() of nothing is nothing", () => {
  assert.equal(sum([]), { passed: 0, failed: 0 });
});

test.run();
