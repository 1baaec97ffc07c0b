import { AsyncLocalStorage } from "node:async_hooks";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { snapshot } from "../../../src/runtime/async_context.ts";

const test = suite("async context");

test("snapshot() runs a function in the context of its creation", () => {
  const storage = new AsyncLocalStorage<string>();
  const enter = storage.run("outer", snapshot);
  const read = (): string | undefined => storage.getStore();
  assert.is(storage.run("inner", () => enter(read, undefined)), "outer");
});

test("snapshot() passes the value and the result", () => {
  assert.is(snapshot()((value: number) => value + 1, 2), 3);
});

test("a store entered inside a snapshot is gone when it returns", () => {
  const storage = new AsyncLocalStorage<string>();
  const enter = snapshot();
  enter((value: string) => storage.enterWith(value), "leak");
  assert.is(enter(() => storage.getStore(), undefined), undefined);
});

test.run();
