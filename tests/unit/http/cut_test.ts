import { suite } from "uvu";
import * as assert from "uvu/assert";
import { cut, own } from "../../../src/http/cut.ts";

const test = suite("http/cut");
const PARENT = "ä0123456789".repeat(300);

test("cut() gives the piece of a small parent", () => {
  assert.is(cut("id=42", 3, 5), "42");
});

test("cut() gives the piece of a large parent, whatever its length", () => {
  for (const length of [0, 1, 2, 12, 13, 40, 2_500]) {
    assert.is(cut(PARENT, 5, 5 + length), PARENT.substring(5, 5 + length));
  }
});

test("cut() ends with its parent", () => {
  assert.is(cut("abc", 1, 99), "bc");
});

test("own() gives an equal text, characters of two units included", () => {
  for (const text of ["", "a", "ab", "🎉", "over twelve 🎉 and on"]) {
    assert.is(own(text), text);
  }
});

test.run();
