import process from "node:process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { detectHost } from "../../../src/runtime/detect.ts";

const test = suite("detect");

test("detectHost() names the host whose binary runs", () => {
  assert.match(process.execPath.split(/[/\\]/).at(-1) ?? "", detectHost().name);
});

test("detectHost() gives a version of numbers and dots", () => {
  assert.match(detectHost().version, /^\d+\.\d+\.\d+/);
});

test.run();
