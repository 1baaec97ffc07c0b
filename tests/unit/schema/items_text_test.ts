import { suite } from "uvu";
import * as assert from "uvu/assert";
import { messageOf, nameOf } from "../../../src/schema/items_text.ts";

const test = suite("schema/items_text");

for (
  const [name, shorten, most] of [["messageOf", messageOf, 512], ["nameOf", nameOf, 128]] as const
) {
  test(`${name}() keeps up to ${most} code units as they are`, () => {
    assert.is(shorten(""), "");
    assert.is(shorten("x".repeat(most)), "x".repeat(most));
  });

  test(`${name}() cuts what is longer`, () => {
    assert.is(shorten("x".repeat(most + 1)), "x".repeat(most));
  });

  test(`${name}() leaves out a pair that would be cut in two`, () => {
    const before = "x".repeat(most - 1);
    assert.is(shorten(`${before}💚`), before);
    assert.is(shorten(`${"x".repeat(most - 2)}💚!`), `${"x".repeat(most - 2)}💚`);
  });
}

test.run();
