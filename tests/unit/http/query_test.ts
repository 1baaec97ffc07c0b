import { suite } from "uvu";
import * as assert from "uvu/assert";
import { BadRequest } from "../../../src/http/http_errors.ts";
import { parseQuery } from "../../../src/http/query.ts";

const test = suite("http/query");

const CASES: readonly [text: string, record: Record<string, string | string[]>][] = [
  ["", {}],
  ["a=1", { a: "1" }],
  ["a=1&b=2", { a: "1", b: "2" }],
  ["a", { a: "" }],
  ["a=", { a: "" }],
  ["=1", { "": "1" }],
  ["a=1=2", { a: "1=2" }],
  ["&&a=1&&", { a: "1" }],
  ["a&b=2&c", { a: "", b: "2", c: "" }],
  ["a=1&a=2&a=3", { a: ["1", "2", "3"] }],
  ["q=a+b%20c", { q: "a b c" }],
  ["a+b=1", { "a b": "1" }],
  ["q=%2B+%26%3D", { q: "+ &=" }],
  ["q=%C3%A9%F0%9F%8E%89", { q: "é🎉" }],
  ["%61=1&a=2", { a: ["1", "2"] }],
  ["plain=x&coded=%7E", { plain: "x", coded: "~" }],
  ["a[]=1&a[b]=2", { "a[]": "1", "a[b]": "2" }],
];

for (const [text, record] of CASES) {
  test(`parseQuery() reads ${JSON.stringify(text)}`, () => {
    assert.equal({ ...parseQuery(text) }, record);
  });
}

for (const text of ["q=%", "q=%4", "q=%zz", "%=1", "q=%FF", "q=%C0%AF", "q=%ED%A0%80", "q=+%"]) {
  test(`parseQuery() refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseQuery(text), (error: unknown) => error instanceof BadRequest);
  });
}

test("parseQuery() takes names of Object.prototype as plain names", () => {
  const record = parseQuery("__proto__=a&constructor=b&toString=c&__proto__=d");
  assert.equal(Object.entries(record), [
    ["__proto__", ["a", "d"]],
    ["constructor", "b"],
    ["toString", "c"],
  ]);
});

test("parseQuery() inherits nothing", () => {
  const record = parseQuery("a=1");
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    assert.is(record[name], undefined);
    assert.not(name in record);
  }
});

test("parseQuery() takes 1,000 pairs, not 1,001", () => {
  const pairs = Array.from({ length: 1_000 }, (_, index) => `n${index}=1`).join("&");
  assert.is(Object.keys(parseQuery(pairs)).length, 1_000);
  assert.throws(() => parseQuery(`${pairs}&more=1`), /more than 1,000 pairs/);
});

test("parseQuery() takes 100 values of one name, not 101", () => {
  const values = "a=1&".repeat(100);
  assert.is((parseQuery(`${values}b=1`)["a"] ?? []).length, 100);
  assert.throws(() => parseQuery(`${values}a=1`), (error: unknown) => {
    return error instanceof BadRequest && /more than 100 values/.test(error.message);
  });
});

test("parseQuery() takes names and values of 8,192 characters, not 8,193", () => {
  const longest = "x".repeat(8_192);
  assert.is(parseQuery(`a=${longest}`)["a"], longest);
  assert.is(parseQuery(`${longest}=a`)[longest], "a");
  assert.is(parseQuery(`a=${"%41".repeat(8_192)}`)["a"], "A".repeat(8_192));
  assert.throws(() => parseQuery(`a=x${longest}`), /over 8,192/);
  assert.throws(() => parseQuery(`x${longest}`), /over 8,192/);
  assert.throws(() => parseQuery(`a=${"%41".repeat(8_193)}`), /over 8,192/);
});

test("parseQuery() answers 400 without repeating the input", () => {
  try {
    parseQuery("secret=%zz");
    assert.unreachable();
  } catch (error) {
    assert.instance(error, BadRequest);
    assert.is((error as BadRequest).status, 400);
    assert.not.match((error as BadRequest).message, /secret|zz/);
  }
});

test.run();
