import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkMethods } from "../../../src/routing/method.ts";

const test = suite("routing/method");

test("checkMethods() gives a list without repeats", () => {
  assert.equal(checkMethods("GET"), ["GET"]);
  assert.equal(checkMethods(["PUT", "PATCH", "PUT"]), ["PUT", "PATCH"]);
  assert.equal(checkMethods("PROPFIND"), ["PROPFIND"]);
  assert.equal(checkMethods("M-SEARCH"), ["M-SEARCH"]);
});

for (
  const methods of ["", "get", "G ET", "GÉT", "CONNECT", [], ["GET", "post"], [1], ["GET", ""]]
) {
  test(`checkMethods() refuses ${JSON.stringify(methods)}`, () => {
    // An untyped caller can pass anything.
    assert.throws(() => checkMethods(methods as string[]), /SPK_BAD_METHOD/);
  });
}

test.run();
