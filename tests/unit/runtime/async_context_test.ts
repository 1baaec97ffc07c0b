import { AsyncLocalStorage } from "node:async_hooks";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { snapshot } from "../../../src/runtime/async_context.ts";

const test = suite("async context");

test("snapshot() runs a function in the context of its creation", () => {
  const storage = new AsyncLocalStorage<string>();
  const enter = storage.run("outer", snapshot);
  assert.is(storage.run("inner", () => enter(() => storage.getStore())), "outer");
});

test("snapshot() passes arguments and the result", () => {
  assert.is(snapshot()((left: number, right: number) => left + right, 2, 3), 5);
});

test("a store entered inside a snapshot is gone when it returns", () => {
  const storage = new AsyncLocalStorage<string>();
  const enter = snapshot();
  enter(() => storage.enterWith("leak"));
  assert.is(enter(() => storage.getStore()), undefined);
});

test.run();
