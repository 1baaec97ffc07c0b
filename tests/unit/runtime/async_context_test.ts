import { AsyncLocalStorage } from "node:async_hooks";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  captureContext,
  type Repeat,
  repeatByEntering,
  repeatByQueueing,
} from "../../../src/runtime/async_context.ts";

const test = suite("async context");
const WAYS: readonly (() => Repeat)[] = [captureContext, repeatByEntering, repeatByQueueing];

/** Runs the task three times and returns what each run returned. */
function repeated<Value>(repeat: Repeat, task: () => Value): Promise<Value[]> {
  const values: Value[] = [];
  return new Promise((resolve) => repeat(() => values.push(task()), 3, () => resolve(values)));
}

for (const capture of WAYS) {
  test(`${capture.name}() runs a task in the context of its creation`, async () => {
    const storage = new AsyncLocalStorage<string>();
    const repeat = storage.run("outer", capture);
    const found = storage.run("inner", () => repeated(repeat, () => storage.getStore()));
    assert.equal(await found, ["outer", "outer", "outer"]);
  });

  test(`${capture.name}() hides from a run what another one entered`, async () => {
    const storage = new AsyncLocalStorage<string>();
    const repeat = capture();
    const leave = (): string | undefined => {
      const found = storage.getStore();
      storage.enterWith("left behind");
      return found;
    };
    assert.equal(await repeated(repeat, leave), [undefined, undefined, undefined]);
    assert.equal(await repeated(repeat, leave), [undefined, undefined, undefined]);
    assert.is(storage.getStore(), undefined);
  });
}

test("repeatByEntering() is done before it returns, also where a run throws", () => {
  let isDone = false;
  const fail = (): void => {
    throw new Error("broken");
  };
  assert.throws(() => repeatByEntering()(fail, 3, () => isDone = true), /broken/);
  assert.ok(isDone);
});

test("repeatByQueueing() lets promise continuations of the runs pass before the next ones", async () => {
  const order: string[] = [];
  const repeat = repeatByQueueing();
  const task = (): void => {
    order.push("run");
    Promise.resolve().then(() => order.push("continued"));
  };
  const seen = await new Promise((resolve) => {
    repeat(task, 2, () => repeat(task, 1, () => resolve([...order])));
  });
  assert.equal(seen, ["run", "run", "continued", "continued", "run"]);
});

test.run();
