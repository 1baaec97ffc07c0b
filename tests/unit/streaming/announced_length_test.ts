import { suite } from "uvu";
import * as assert from "uvu/assert";
import { announcedLength } from "../../../src/streaming/announced_length.ts";

const test = suite("streaming/announced_length");

test("a head without a length announces none", () => {
  assert.is(announcedLength(""), undefined);
  assert.is(announcedLength("content-type\0text/plain\0"), undefined);
});

test("a value that looks like the name announces nothing", () => {
  assert.is(announcedLength("x-a\0content-length\x005\0b\0"), undefined);
});

test("take() counts bytes, not characters, and gives them", () => {
  const length = announcedLength("a\0b\0content-length\x005\0");
  assert.equal(length?.take("é"), new Uint8Array([195, 169]));
  assert.equal(length?.take(new Uint8Array([1, 2, 3])), new Uint8Array([1, 2, 3]));
  assert.not.throws(() => length?.end());
  assert.throws(() => length?.take("x"), /SPK_BAD_LENGTH: .* goes on behind the 5 bytes/);
});

test("end() tells how many bytes are missing", () => {
  const length = announcedLength("content-length\x005\0");
  length?.take("é");
  assert.throws(() => length?.end(), /SPK_BAD_LENGTH: .* ended 3 bytes before the 5 bytes/);
});

test.run();
