import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseCookies } from "../../../src/http/cookies.ts";
import { type CookieOptions, serializeCookie } from "../../../src/http/set_cookie.ts";

const test = suite("http/set_cookie");

const CASES: readonly [value: string, options: CookieOptions, text: string][] = [
  ["1", {}, "id=1; Path=/"],
  ["", {}, "id=; Path=/"],
  ["a b;c", {}, "id=a%20b%3Bc; Path=/"],
  ["1", { path: "/x", domain: "a.example" }, "id=1; Path=/x; Domain=a.example"],
  ["1", { maxAge: 60 }, "id=1; Max-Age=60; Path=/"],
  ["1", { maxAge: 0 }, "id=1; Max-Age=0; Path=/"],
  ["1", { expires: new Date(0) }, "id=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/"],
  ["1", { httpOnly: true, secure: true }, "id=1; Path=/; HttpOnly; Secure"],
  ["1", { httpOnly: false, secure: false }, "id=1; Path=/"],
  ["1", { sameSite: "strict" }, "id=1; Path=/; SameSite=Strict"],
  ["1", { sameSite: "lax" }, "id=1; Path=/; SameSite=Lax"],
  ["1", { sameSite: "none", secure: true }, "id=1; Path=/; Secure; SameSite=None"],
  ["1", { partitioned: true, secure: true }, "id=1; Path=/; Secure; Partitioned"],
];

for (const [value, options, text] of CASES) {
  test(`serializeCookie() writes ${text}`, () => {
    assert.is(serializeCookie("id", value, options), text);
  });
}

test("serializeCookie() writes what parseCookies() reads back", () => {
  const value = 'é 🎉 ";,\\%=\r\n\0';
  const [pair = ""] = serializeCookie("id", value).split(";");
  assert.is(parseCookies(pair)["id"], value);
});

for (const name of ["", "a b", "a=b", "a;b", "é", "a\n"]) {
  test(`serializeCookie() refuses the name ${JSON.stringify(name)}`, () => {
    assert.throws(() => serializeCookie(name, "1"), hasCode);
  });
}

const REFUSED: readonly [fault: string, name: string, value: unknown, options: unknown][] = [
  ["a semicolon in path", "a", "1", { path: "/;HttpOnly" }],
  ["a line break in domain", "a", "1", { domain: "a\r\nb" }],
  ["a fraction in maxAge", "a", "1", { maxAge: 1.5 }],
  ["NaN in maxAge", "a", "1", { maxAge: NaN }],
  ["an invalid date", "a", "1", { expires: new Date(NaN) }],
  ["an unknown sameSite", "a", "1", { sameSite: "Strict" }],
  ["sameSite of Object.prototype", "a", "1", { sameSite: "constructor" }],
  ["half a surrogate pair", "a", "\ud800", {}],
  ["a value that is no string", "a", 1, {}],
  ["sameSite none without secure", "a", "1", { sameSite: "none" }],
  ["partitioned without secure", "a", "1", { partitioned: true }],
  ["__Secure- without secure", "__Secure-a", "1", {}],
  ["__host- without secure", "__host-a", "1", {}],
  ["__Host- with a domain", "__Host-a", "1", { secure: true, domain: "a.example" }],
  ["__Host- with a path", "__Host-a", "1", { secure: true, path: "/x" }],
];

for (const [fault, name, value, options] of REFUSED) {
  test(`serializeCookie() refuses ${fault}`, () => {
    // Untyped callers can pass anything.
    const act = () => serializeCookie(name, value as string, options as CookieOptions);
    assert.throws(act, hasCode);
  });
}

test("serializeCookie() takes __Host- as browsers do", () => {
  assert.is(serializeCookie("__Host-a", "1", { secure: true }), "__Host-a=1; Path=/; Secure");
});

function hasCode(error: unknown): boolean {
  return error instanceof TypeError && "code" in error && error.code === "SPK_BAD_COOKIE";
}

test.run();
