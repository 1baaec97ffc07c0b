import { suite } from "uvu";
import * as assert from "uvu/assert";
import { addAdopt, type Adopt, currentAdopt } from "../../../src/server/tool_mode.ts";

const test = suite("tool mode");

test("nothing adopts apps by itself", () => {
  assert.is(currentAdopt(), undefined);
});

test("what adopts apps does so until it ends, then what did before", () => {
  const [outer, inner]: Adopt[] = [() => {}, () => {}];
  const endOuter = addAdopt(outer as Adopt);
  const endInner = addAdopt(inner as Adopt);
  assert.is(currentAdopt(), inner);
  endInner();
  assert.is(currentAdopt(), outer);
  endOuter();
  assert.is(currentAdopt(), undefined);
});

test("what ends first adopts no more, whichever began first", () => {
  const [first, second]: Adopt[] = [() => {}, () => {}];
  const endFirst = addAdopt(first as Adopt);
  const endSecond = addAdopt(second as Adopt);
  endFirst();
  assert.is(currentAdopt(), second);
  endSecond();
  assert.is(currentAdopt(), undefined);
});

test("one function that adopts twice does so until both have ended, each of them once", () => {
  const adopt: Adopt = () => {};
  const ends = [addAdopt(adopt), addAdopt(adopt)] as const;
  ends[0]();
  ends[0]();
  assert.is(currentAdopt(), adopt);
  ends[1]();
  assert.is(currentAdopt(), undefined);
});

test.run();
