import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Adopt, currentAdopt, setAdopt } from "../../../src/server/tool_mode.ts";

const test = suite("tool mode");

test("nothing adopts apps by itself", () => {
  assert.is(currentAdopt(), undefined);
});

test("what adopts apps does so until it ends, then what did before", () => {
  const [outer, inner]: Adopt[] = [() => {}, () => {}];
  const endOuter = setAdopt(outer as Adopt);
  const endInner = setAdopt(inner as Adopt);
  assert.is(currentAdopt(), inner);
  endInner();
  assert.is(currentAdopt(), outer);
  endOuter();
  assert.is(currentAdopt(), undefined);
});

test.run();
