import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  bigintLeaf,
  booleanLeaf,
  type Leaf,
  listLeaf,
  memberLeaf,
  numberLeaf,
  safeIntegerLeaf,
  tupleLeaf,
  unionLeaf,
} from "../../../src/schema/leaf.ts";
import { COERCION_CASES, type CoercionCase } from "../../support/coercion_cases.ts";

const test = suite("schema/leaf");

const LEAVES: readonly [name: string, leaf: Leaf, read: (one: CoercionCase) => unknown][] = [
  ["numberLeaf", numberLeaf, ({ number }) => number],
  ["safeIntegerLeaf", safeIntegerLeaf, ({ number, integer = number }) => integer],
  ["booleanLeaf", booleanLeaf, ({ boolean }) => boolean],
  ["bigintLeaf", bigintLeaf, ({ bigint }) => bigint],
];

for (const [name, leaf, read] of LEAVES) {
  for (const one of COERCION_CASES) {
    const expected = read(one) ?? one.text;
    const [shown, result] = [JSON.stringify(one.text).slice(0, 40), typeof expected];
    test(`${name}() makes a ${result} of ${shown}`, () => {
      assert.ok(Object.is(leaf(one.text), expected), `got ${String(leaf(one.text))}`);
    });
  }

  test(`${name}() leaves what is no text as it is`, () => {
    const file = new File(["1"], "1");
    for (const value of [["1"], file, undefined, null, 5, true]) {
      assert.is(leaf(value), value);
    }
  });
}

test("numberLeaf() reads what JavaScript writes for any number", () => {
  const numbers = [0, 1.5, 1e21, 5e-324, 1.7976931348623157e308, 2 ** 60, -(2 ** 70), 1e-7];
  for (const number of numbers) assert.is(numberLeaf(String(number)), number);
});

test("numberLeaf() reads a number as JSON.parse does", () => {
  const read = COERCION_CASES.filter(({ number }) => number !== undefined);
  for (const { text } of read) {
    assert.ok(Object.is(numberLeaf(text), JSON.parse(text)), text);
  }
});

test("memberLeaf() reads a member of any type, text first", () => {
  const leaf = memberLeaf(new Set<unknown>(["1", 2, true, 10n, null]));
  for (const [text, value] of [["1", "1"], ["2", 2], ["true", true], ["10", 10n]] as const) {
    assert.is(leaf?.(text), value);
  }
});

test("memberLeaf() leaves text that is no member as it is", () => {
  const leaf = memberLeaf(new Set([1, 2]));
  for (const text of ["3", "1px", "", "true"]) assert.is(leaf?.(text), text);
});

test("memberLeaf() has nothing to do where all members are text", () => {
  assert.is(memberLeaf(new Set(["1", "true"])), null);
});

test("listLeaf() makes one value a list of one", () => {
  assert.equal(listLeaf(numberLeaf)("5"), [5]);
  assert.equal(listLeaf(null)("5"), ["5"]);
});

test("listLeaf() reads each entry, and leaves those that cannot be read", () => {
  assert.equal(listLeaf(booleanLeaf)(["1", "no", "false"]), [true, "no", false]);
});

test("listLeaf() does not change the list it reads", () => {
  const list = Object.freeze(["1", "2"]);
  listLeaf(numberLeaf)(list);
  assert.equal(list, ["1", "2"]);
});

test("tupleLeaf() reads each place by its own leaf", () => {
  const leaf = tupleLeaf([numberLeaf, null], booleanLeaf);
  assert.equal(leaf(["1", "1", "1", "0"]), [1, "1", true, false]);
  assert.equal(leaf("1"), [1]);
});

test("tupleLeaf() leaves places that have no leaf as they are", () => {
  assert.equal(tupleLeaf([numberLeaf], null)(["1", "1"]), [1, "1"]);
});

test("unionLeaf() takes the first reading that is accepted", () => {
  const leaf = unionLeaf([
    { leaf: numberLeaf, accepts: (value) => typeof value === "number" },
    { leaf: booleanLeaf, accepts: (value) => typeof value === "boolean" },
  ]);
  assert.is(leaf?.("1"), 1);
  assert.is(leaf?.("true"), true);
  assert.is(leaf?.("x"), "x");
});

test("unionLeaf() asks nobody where all options read alike", () => {
  const accepts = () => {
    throw new Error("asked");
  };
  const leaf = unionLeaf([{ leaf: numberLeaf, accepts }, { leaf: numberLeaf, accepts }]);
  assert.is(leaf?.("1"), 1);
  assert.is(unionLeaf([{ leaf: null, accepts }, { leaf: null, accepts }]), null);
});

test.run();
