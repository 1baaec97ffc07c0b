import { suite } from "uvu";
import * as assert from "uvu/assert";
import { recordOfPairs } from "../../../src/http/query.ts";

const test = suite("http/query");

const CASES: readonly [fields: readonly string[], record: Record<string, string | string[]>][] = [
  [[], {}],
  [["a", "1"], { a: "1" }],
  [["a", "1", "b", "2"], { a: "1", b: "2" }],
  [["a", ""], { a: "" }],
  [["", "1"], { "": "1" }],
  [["", ""], { "": "" }],
  [["", "", "a", ""], { "": "", a: "" }],
  [["a", "1", "a", "2", "b", "3", "a", "4"], { a: ["1", "2", "4"], b: "3" }],
  [["a", "", "a", ""], { a: ["", ""] }],
  [["q", "é🎉 +&="], { q: "é🎉 +&=" }],
  [["%25", "%00"], { "%": "\0" }],
  [["q", "%2500", "é", "%25C3%25A9"], { q: "%00", é: "%C3%A9" }],
  [["a[]", "1", "a[b]", "2"], { "a[]": "1", "a[b]": "2" }],
];

for (const [fields, record] of CASES) {
  test(`recordOfPairs() reads ${JSON.stringify(fields)}`, () => {
    assert.equal({ ...recordOfPairs(textOf(fields)) }, record);
  });
}

test("recordOfPairs() takes names of Object.prototype as plain names", () => {
  const record = recordOfPairs(
    textOf(["__proto__", "a", "constructor", "b", "toString", "c", "__proto__", "d"]),
  );
  assert.equal(Object.entries(record), [
    ["__proto__", ["a", "d"]],
    ["constructor", "b"],
    ["toString", "c"],
  ]);
});

test("recordOfPairs() inherits nothing", () => {
  const record = recordOfPairs(textOf(["a", "1"]));
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    assert.is(record[name], undefined);
    assert.not(name in record);
  }
});

test("recordOfPairs() ends where a text is cut short", () => {
  for (const text of ["a", "a\x00", "a\x001"]) assert.equal({ ...recordOfPairs(text) }, {});
  assert.equal({ ...recordOfPairs("a\x001\x00b\x002") }, { a: "1" });
});

test("recordOfPairs() takes as many pairs as there are, of any length", () => {
  const longest = "x".repeat(8_192);
  const fields = Array.from({ length: 1_000 }, (_, index) => [`n${index}`, longest]).flat();
  const record = recordOfPairs(textOf(fields));
  assert.is(Object.keys(record).length, 1_000);
  assert.is(record["n999"], longest);
});

/** Pairs as they cross. */
function textOf(fields: readonly string[]): string {
  return fields.map((field) => `${field}\0`).join("");
}

test.run();
