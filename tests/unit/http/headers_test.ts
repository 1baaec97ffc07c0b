import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  checkHeaderName,
  checkHeaderValue,
  encodeHead,
  isServerHeader,
  isToken,
  parseHeaders,
} from "../../../src/http/headers.ts";

const test = suite("http/headers");

test("parseHeaders() reads pairs that end in NUL", () => {
  assert.equal({ ...parseHeaders("host\0a.b\0accept\0*/*\0empty\0\0") }, {
    host: "a.b",
    accept: "*/*",
    empty: "",
  });
});

test("parseHeaders() gives an empty record for no headers", () => {
  assert.equal(Object.keys(parseHeaders("")), []);
});

test("parseHeaders() joins repeats by a comma, cookies by a semicolon", () => {
  const headers = parseHeaders("accept\0a\0cookie\0x=1\0accept\0b\0cookie\0y=2\0accept\0\0");
  assert.is(headers["accept"], "a, b, ");
  assert.is(headers["cookie"], "x=1; y=2");
});

test("parseHeaders() takes __proto__ as a name and inherits nothing", () => {
  const headers = parseHeaders("__proto__\0a\0");
  assert.equal(Object.entries(headers), [["__proto__", "a"]]);
  assert.is(headers["constructor"], undefined);
});

test("isToken() takes the characters of RFC 9110 alone", () => {
  assert.ok(isToken("!#$%&'*+-.^_`|~09azAZ"));
  for (const text of ["", " ", "a b", "a:b", 'a"', "a,b", "a/b", "é", "a\n", "a\0"]) {
    assert.not(isToken(text));
  }
});

test("checkHeaderName() gives lower case", () => {
  assert.is(checkHeaderName("X-Rate-Limit"), "x-rate-limit");
});

for (const name of ["", "a b", "a:", "a\r\nb", "é"]) {
  test(`checkHeaderName() refuses ${JSON.stringify(name)}`, () => {
    assert.throws(() => checkHeaderName(name), hasCode("SPK_BAD_HEADER"));
  });
}

for (const name of ["Content-Length", "transfer-encoding", "Connection", "Upgrade"]) {
  test(`checkHeaderName() leaves ${name} to the server`, () => {
    assert.throws(() => checkHeaderName(name), /belongs to the server/);
    assert.ok(isServerHeader(name.toLowerCase()));
  });
}

test("checkHeaderValue() takes tabs, spaces and characters up to 0xFF", () => {
  for (const value of ["", "a\tb c", "é\xff\x80", "~!"]) {
    assert.is(checkHeaderValue("x", value), value);
  }
});

for (const value of ["a\r\nb: c", "\n", "\r", "a\0", "\x7f", "\x1b", "Ā", "🎉"]) {
  test(`checkHeaderValue() refuses ${JSON.stringify(value)}`, () => {
    assert.throws(() => checkHeaderValue("x", value), hasCode("SPK_BAD_HEADER"));
  });
}

test("checkHeaderValue() refuses what is no string", () => {
  // An untyped caller can pass anything.
  assert.throws(() => checkHeaderValue("x-count", 3 as unknown as string), /got a number/);
});

test("encodeHead() ends each text with NUL", () => {
  assert.is(encodeHead([]), "");
  assert.is(encodeHead(["a", "1", "b", ""]), "a\x001\0b\0\0");
});

test("encodeHead() and parseHeaders() are inverse", () => {
  assert.equal({ ...parseHeaders(encodeHead(["a", "1", "b", ""])) }, { a: "1", b: "" });
});

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof TypeError && "code" in error && error.code === code;
}

test.run();
