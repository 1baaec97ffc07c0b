import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findCookie, parseCookies } from "../../../src/http/cookies.ts";
import { BadRequest } from "../../../src/http/http_errors.ts";

const test = suite("http/cookies");

const CASES: readonly [text: string, cookies: Record<string, string>][] = [
  ["", {}],
  ["a=1", { a: "1" }],
  ["a=1; b=2", { a: "1", b: "2" }],
  ["a=1;b=2;", { a: "1", b: "2" }],
  ["  a=1 ;\tb=\t2 ", { a: "1", b: "2" }],
  ["a=1; a=2", { a: "1" }],
  ["a=", { a: "" }],
  ["a=1=2", { a: "1=2" }],
  ["=1; a=2", { a: "2" }],
  ["flag; a=2", { a: "2" }],
  ["flag", {}],
  [";;;", {}],
  ['a="b c"', { a: "b c" }],
  ['a="', { a: '"' }],
  ['a=""', { a: "" }],
  ["a=%20%C3%A9", { a: " é" }],
  ["a=%; b=%FF", { a: "%", b: "%FF" }],
  ["x=foo a=bar; a=2", { x: "foo a=bar", a: "2" }],
  ["ba=1; a=2", { ba: "1", a: "2" }],
  ["a[0]=1; é=2", { "a[0]": "1", é: "2" }],
  ["a =1", { "a ": "1" }],
];

for (const [text, cookies] of CASES) {
  test(`parseCookies() reads ${JSON.stringify(text)}`, () => {
    assert.equal({ ...parseCookies(text) }, cookies);
  });

  test(`findCookie() agrees with parseCookies() on ${JSON.stringify(text)}`, () => {
    for (const name of ["a", "b", "x", "ba", "flag", "a[0]", "é", "none"]) {
      assert.is(findCookie(text, name), cookies[name]);
    }
  });
}

test("findCookie() finds no name that no cookie can have", () => {
  for (const name of ["", "a=b", "b; c", " a", "a\t"]) {
    assert.is(findCookie("a=b=1; c=2; =3; a=4", name), undefined);
  }
});

test("parseCookies() takes names of Object.prototype as plain names", () => {
  const cookies = parseCookies("__proto__=a; constructor=b");
  assert.equal(Object.entries(cookies), [["__proto__", "a"], ["constructor", "b"]]);
  assert.is(cookies["toString"], undefined);
});

test("parseCookies() takes 100 cookies, not 101", () => {
  assert.is(Object.keys(parseCookies(many(100))).length, 100);
  assert.throws(() => parseCookies(many(101)), isBadRequest);
});

test("a cookie over 8,192 characters is refused", () => {
  const longest = "x".repeat(8_192);
  assert.is(parseCookies(`a=${longest}`)["a"], longest);
  assert.throws(() => parseCookies(`a=x${longest}`), isBadRequest);
  assert.throws(() => parseCookies(`x${longest}=a`), isBadRequest);
  assert.throws(() => findCookie(`a=x${longest}`, "a"), isBadRequest);
});

function many(count: number): string {
  return Array.from({ length: count }, (_, index) => `c${index}=1`).join("; ");
}

function isBadRequest(error: unknown): boolean {
  return error instanceof BadRequest;
}

test.run();
