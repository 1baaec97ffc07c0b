import { suite } from "uvu";
import * as assert from "uvu/assert";
import { lint } from "../../../support/lint.ts";

const test = suite("lint rule host-globals");

const count = (path: string, source: string) => lint("host-globals", path, source).length;

test("refuses the globals of every host", () => {
  const source = "process.exit(); Deno.exit(); Bun.gc(); Buffer.alloc(1); setImmediate(run);";
  assert.is(count("src/dispatch/a.ts", source), 5);
});

test("refuses them through globalThis and in types", () => {
  assert.is(count("src/dispatch/a.ts", "globalThis.Deno; type D = typeof Deno;"), 2);
});

test("refuses a shorthand, which reads the variable", () => {
  assert.is(count("src/dispatch/a.ts", "run({ process });"), 1);
});

test("leaves members of that name alone", () => {
  assert.is(
    count("src/dispatch/a.ts", "interface A { Deno: string } ({ process: 1 }).process;"),
    0,
  );
});

test("leaves an import of that name alone", () => {
  const source = 'import { setImmediate } from "../runtime/event_loop.ts"; setImmediate(run);';
  assert.is(count("src/bridge/a.ts", source), 0);
});

test("lets the runtime room, the addon's file and tests use them", () => {
  for (const path of ["src/runtime/a.ts", "src/bridge/addon.ts", "tests/unit/http/a_test.ts"]) {
    assert.is(count(path, "process.exit();"), 0);
  }
});

test.run();
