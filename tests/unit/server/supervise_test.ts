import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readRunOptions } from "../../../src/server/run_settings.ts";
import { BoundServer } from "../../../src/server/server.ts";
import { supervise } from "../../../src/server/supervise.ts";
import { FakeConnection } from "../../support/fake_connection.ts";

const test = suite("supervise");
const INTRODUCTION = { name: undefined, routes: 1, docs: undefined, began: 0 };

function listeners(): number {
  return process.listenerCount("SIGINT") + process.listenerCount("SIGTERM");
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`${signal} closes the server, and then is no longer listened for`, async () => {
    const connection = new FakeConnection();
    const settings = readRunOptions({ banner: false, shutdownTimeout: 5 });
    const before = listeners();
    const supervised = supervise(new BoundServer(connection, 5), settings, INTRODUCTION);
    assert.is(listeners(), before + 2);
    process.kill(process.pid, signal);
    while (connection.closed.length === 0) await setTimeout(1);
    connection.drain({ answered: 0, cut: 0 });
    await supervised;
    assert.equal(connection.closed, [5]);
    assert.is(listeners(), before);
  });
}

test("a signal that was not asked for is not listened for", async () => {
  const connection = new FakeConnection();
  const server = new BoundServer(connection, 0);
  const before = listeners();
  const settings = readRunOptions({ banner: false, signals: [] });
  const supervised = supervise(server, settings, INTRODUCTION);
  assert.is(listeners(), before);
  server.close();
  connection.drain({ answered: 0, cut: 0 });
  await supervised;
});

test.run();
