import { suite } from "uvu";
import * as assert from "uvu/assert";
import { find, locOf, pathOf } from "../../../src/schema/items_path.ts";

const test = suite("schema/items_path");

test("pathOf() takes segments as their keys", () => {
  const path = ["a", { key: "b" }, { key: 0 }];
  assert.equal(pathOf({ message: "", path }, { a: { b: ["x"] } }), ["a", "b", 0]);
  assert.equal(pathOf({ message: "" }, {}), []);
});

test("pathOf() leaves symbols out", () => {
  assert.equal(pathOf({ message: "", path: [Symbol("s"), { key: Symbol("t") }, "a"] }, {}), ["a"]);
});

test("pathOf() leaves out the objects that are keys of a map, whatever the types say", () => {
  const path = [{ key: {} as string }, "a"];
  assert.equal(pathOf({ message: "", path }, {}), ["a"]);
});

test("pathOf() makes a place in a list a number, and leaves a name of digits a text", () => {
  const input = { list: ["x"], record: { 0: "x" } };
  assert.equal(pathOf({ message: "", path: ["list", "0"] }, input), ["list", 0]);
  assert.equal(pathOf({ message: "", path: ["record", "0"] }, input), ["record", "0"]);
  assert.equal(pathOf({ message: "", path: ["list", "length"] }, input), ["list", "length"]);
});

test("find() follows names and places", () => {
  const input = { a: [{ b: null }] };
  assert.equal(find(input, []), { value: input, isMissing: false });
  assert.equal(find(input, ["a", 0, "b"]), { value: null, isMissing: false });
});

test("find() says what is missing", () => {
  for (const path of [["b"], ["a", 1], ["b", "c", "d"], ["toString"], ["__proto__"]]) {
    assert.ok(find({ a: [0] }, path).isMissing, path.join("."));
  }
  assert.ok(find(undefined, []).isMissing);
});

test("find() does not know what a schema made of a text, or of what is no object", () => {
  for (const input of ["text", 1, null, new Map([["a", 1]]), new Set(["a"])]) {
    assert.equal(find(input, ["a"]), { value: undefined, isMissing: false, source: input });
  }
});

test("locOf() begins with the place", () => {
  assert.equal(locOf("cookie", ["a", 0]), ["cookie", "a", 0]);
  assert.equal(locOf("body", []), ["body"]);
});

test("locOf() cuts names over 128 characters", () => {
  assert.equal(locOf("body", ["x".repeat(129)]), ["body", "x".repeat(128)]);
});

test.run();
