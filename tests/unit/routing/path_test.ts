import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkPrefix, joinPaths, parsePath } from "../../../src/routing/path.ts";

const test = suite("routing/path");

const PARSED: readonly [path: string, normal: string, names: string[], shape: string][] = [
  ["/", "/", [], "/"],
  ["/users", "/users", [], "/users"],
  ["/users/", "/users/", [], "/users/"],
  ["/users/:id", "/users/:id", ["id"], "/users/:"],
  ["/:a/:b/c", "/:a/:b/c", ["a", "b"], "/:/:/c"],
  ["/files/*rest", "/files/*rest", ["rest"], "/files/*"],
  ["/*all", "/*all", ["all"], "/*"],
  ["/:_id2", "/:_id2", ["_id2"], "/:"],
  ["/:__proto__", "/:__proto__", ["__proto__"], "/:"],
  ["/v1/users:cancel", "/v1/users:cancel", [], "/v1/users:cancel"],
  ["/a*b", "/a*b", [], "/a*b"],
  ["/-._~!$&'()+,;=@", "/-._~!$&'()+,;=@", [], "/-._~!$&'()+,;=@"],
  ["/%7euser/%41", "/~user/A", [], "/~user/A"],
  ["/a%3ab", "/a%3Ab", [], "/a%3Ab"],
  ["/café/🎉", "/caf%C3%A9/%F0%9F%8E%89", [], "/caf%C3%A9/%F0%9F%8E%89"],
  ["/caf%c3%a9", "/caf%C3%A9", [], "/caf%C3%A9"],
  ["/...", "/...", [], "/..."],
];

for (const [path, normal, paramNames, shape] of PARSED) {
  test(`parsePath() reads ${path}`, () => {
    assert.equal(parsePath(path), { path: normal, paramNames, shape });
  });
}

const REFUSED: readonly [path: string, fault: RegExp][] = [
  ["", /does not start with "\/": write "\/"/],
  ["users", /does not start with "\/": write "\/users"/],
  ["*", /does not start with/],
  ["//", /empty segment/],
  ["/a//b", /empty segment/],
  ["/:", /parameter ":"/],
  ["/*", /parameter "\*"/],
  ["/:id.json", /parameter ":id.json"/],
  ["/:user-id", /parameter ":user-id"/],
  ["/:1", /parameter ":1"/],
  ["/:a/:a", /two parameters "a"/],
  ["/:a/*a", /two parameters "a"/],
  ["/*rest/a", /goes on after "\*rest"/],
  ["/*rest/", /goes on after "\*rest"/],
  ["/{id}", /percent-encode/],
  ["/a b", /percent-encode/],
  ["/a?b", /percent-encode/],
  ["/a#b", /percent-encode/],
  ["/a\\b", /percent-encode/],
  ["/a\0", /percent-encode/],
  ["/%", /percent-encode/],
  ["/%4", /percent-encode/],
  ["/%zz", /percent-encode/],
  ["/%FF", /not text in UTF-8/],
  ["/\ud800", /not text in UTF-8/],
  ["/a/./b", /gets past the server/],
  ["/..", /gets past the server/],
  ["/%2e%2E", /gets past the server/],
  ["/a%2fb", /gets past the server/],
  ["/a%5Cb", /gets past the server/],
  ["/a%00", /gets past the server/],
];

for (const [path, fault] of REFUSED) {
  test(`parsePath() refuses ${JSON.stringify(path)}`, () => {
    assert.throws(() => parsePath(path), /SPK_BAD_PATH/);
    assert.throws(() => parsePath(path), fault);
  });
}

test("parsePath() takes 24 parameters, not 25", () => {
  const longest = Array.from({ length: 24 }, (_, index) => `/:p${index}`).join("");
  assert.is(parsePath(longest).paramNames.length, 24);
  for (const more of ["/:more", "/*rest"]) {
    assert.throws(() => parsePath(longest + more), /SPK_BAD_PATH.*more than 24 parameters/);
  }
});

test("parsePath() refuses what is no string", () => {
  for (const path of [undefined, null, 1, /x/, () => "/"]) {
    // An untyped caller can pass anything.
    assert.throws(() => parsePath(path as unknown as string), /SPK_BAD_PATH.*pass a string/);
  }
});

const JOINED: readonly [prefix: string, path: string, whole: string][] = [
  ["/", "/", "/"],
  ["/", "/a", "/a"],
  ["/users", "/", "/users"],
  ["/users/", "/", "/users"],
  ["/users", "/:id", "/users/:id"],
  ["/users/", "/:id", "/users/:id"],
  ["/users", "/a/", "/users/a/"],
  ["/a/b", "/c/d", "/a/b/c/d"],
];

for (const [prefix, path, whole] of JOINED) {
  test(`joinPaths() makes ${whole} of ${prefix} and ${path}`, () => {
    assert.is(joinPaths(prefix, path), whole);
  });
}

test("checkPrefix() takes a path, not a rest", () => {
  for (const prefix of ["/", "/a", "/a/", "/orgs/:org"]) assert.is(checkPrefix(prefix), prefix);
  for (const prefix of ["/*rest", "/a/*rest", "", "a"]) {
    assert.throws(() => checkPrefix(prefix), /SPK_BAD_PATH/);
  }
});

test.run();
