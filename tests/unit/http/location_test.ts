import { suite } from "uvu";
import * as assert from "uvu/assert";
import { locationOf } from "../../../src/http/location.ts";

const test = suite("http/location");

for (
  const location of ["/", "/a/b?c=d#e", "next", "../up", "?page=2", "#top", "", "/a:b", "./a:b"]
) {
  test(`locationOf() takes ${JSON.stringify(location)}`, () => {
    assert.is(locationOf(location), location);
  });
}

const EXTERNAL = [
  "https://evil.example",
  "http://evil.example/a",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "http:/evil.example",
  "https:evil.example",
  "https:///evil.example",
  " //evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "http://origin.invalid/",
  "http://[",
];

for (const location of EXTERNAL) {
  test(`locationOf() refuses ${JSON.stringify(location)}`, () => {
    assert.throws(() => locationOf(location), /SPK_BAD_REDIRECT/);
  });
}

test("locationOf() takes another origin where that is asked for", () => {
  const options = { allowExternal: true };
  assert.is(locationOf("https://a.example/b", options), "https://a.example/b");
  assert.is(locationOf("//a.example", options), "//a.example");
});

for (const location of ["/a\r\nset-cookie: b=c", "/\0", "/a\tb", "\n//evil.example", "/\x7f"]) {
  test(`locationOf() refuses the controls in ${JSON.stringify(location)}`, () => {
    assert.throws(() => locationOf(location, { allowExternal: true }), /SPK_BAD_REDIRECT/);
  });
}

test("locationOf() percent-encodes what is not visible ASCII, and nothing twice", () => {
  assert.is(locationOf("/é 🎉?a=%20"), "/%C3%A9%20%F0%9F%8E%89?a=%20");
});

test("locationOf() refuses half a surrogate pair and what is no string", () => {
  assert.throws(() => locationOf("/\ud800"), /SPK_BAD_REDIRECT/);
  // An untyped caller can pass anything.
  assert.throws(() => locationOf(undefined as unknown as string), /SPK_BAD_REDIRECT/);
});

test.run();
