import { suite } from "uvu";
import * as assert from "uvu/assert";
import { HeadTemplates } from "../../../src/bridge/head_templates.ts";

const test = suite("HeadTemplates");

function recording(number: number | null = 5): { heads: string[]; templates: HeadTemplates } {
  const heads: string[] = [];
  const templates = new HeadTemplates((head) => {
    heads.push(head);
    return number;
  });
  return { heads, templates };
}

test("numberOf() knows the empty head as 0", () => {
  const { heads, templates } = recording();
  assert.is(templates.numberOf(""), 0);
  assert.equal(heads, []);
});

test("numberOf() asks for a number at the third sighting, and never again", () => {
  const { heads, templates } = recording();
  const seen = [1, 2, 3, 4].map(() => templates.numberOf("a\0b\0"));
  assert.equal(seen, [undefined, undefined, 5, 5]);
  assert.equal(heads, ["a\0b\0"]);
});

test("numberOf() leaves a head that differs each time without a number", () => {
  const { heads, templates } = recording();
  for (let id = 0; id < 2_000; id++) templates.numberOf(`x-id\0${id}\0`);
  assert.equal(heads, []);
});

test("numberOf() leaves a very long head without a number", () => {
  const { heads, templates } = recording();
  const head = `x-long\0${"x".repeat(2_000)}\0`;
  for (let times = 0; times < 5; times++) assert.is(templates.numberOf(head), undefined);
  assert.equal(heads, []);
});

test("numberOf() does without where the addon has no number left", () => {
  const { templates } = recording(null);
  for (let times = 0; times < 5; times++) assert.is(templates.numberOf("a\0b\0"), undefined);
});

test.run();
