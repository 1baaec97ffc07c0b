import { suite } from "uvu";
import * as assert from "uvu/assert";
import { HeaderList } from "../../../src/http/header_list.ts";

const test = suite("http/header_list");

test("set() replaces an earlier value in any case", () => {
  const list = new HeaderList();
  list.set("X-One", "1");
  list.set("x-two", "2");
  list.set("x-ONE", "3");
  assert.equal(list.pairs, ["x-one", "3", "x-two", "2"]);
});

test("set() replaces all earlier values, delete() takes them all out", () => {
  const list = new HeaderList();
  for (const value of ["a", "b", "c"]) list.append("vary", value);
  list.append("x-one", "1");
  list.set("Vary", "d");
  assert.equal(list.pairs, ["vary", "d", "x-one", "1"]);
  list.append("vary", "e");
  list.delete("Vary");
  assert.equal(list.pairs, ["x-one", "1"]);
});

test("get() and has() take names in any case", () => {
  const list = new HeaderList();
  list.set("etag", "1");
  assert.is(list.get("ETag"), "1");
  assert.ok(list.has("ETag"));
});

test("append() keeps an earlier value", () => {
  const list = new HeaderList();
  list.append("Vary", "origin");
  list.append("vary", "accept");
  assert.equal(list.pairs, ["vary", "origin", "vary", "accept"]);
});

test("has() looks at names, not at values", () => {
  const list = new HeaderList();
  list.set("a", "b");
  assert.ok(list.has("a"));
  assert.not(list.has("b"));
});

test("set() and append() change nothing when they throw", () => {
  const list = new HeaderList();
  assert.throws(() => list.set("a", "\n"), /SPK_BAD_HEADER/);
  assert.throws(() => list.append("a", "\n"), /SPK_BAD_HEADER/);
  assert.throws(() => list.set("content-length", "1"), /SPK_BAD_HEADER/);
  assert.equal(list.pairs, []);
});

test("pairs is a copy", () => {
  const list = new HeaderList();
  list.set("a", "b");
  (list.pairs as string[]).push("c", "d");
  assert.equal(list.pairs, ["a", "b"]);
});

test("setCookie() refuses a text that would end the header", () => {
  assert.throws(() => new HeaderList().setCookie("a", "a=1\r\nb: 2"), /SPK_BAD_HEADER/);
});

test("setCookie() replaces the cookie of that name alone", () => {
  const list = new HeaderList();
  list.setCookie("a", "a=1");
  list.setCookie("ab", "ab=2");
  list.setCookie("a", "a=3");
  assert.equal(list.pairs, ["set-cookie", "a=3", "set-cookie", "ab=2"]);
});

test.run();
