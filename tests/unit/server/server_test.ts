import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { CloseOptions } from "../../../src/server/options.ts";
import { BoundServer } from "../../../src/server/server.ts";
import { FakeConnection } from "../../support/fake_connection.ts";

const test = suite("server");
const DRAINED = { answered: 1, cut: 0 };

test("a server says where it answers", () => {
  const { url, host, port } = new BoundServer(new FakeConnection("::1"), 0);
  assert.equal([url, host, port], ["http://[::1]:8000", "::1", 8000]);
});

test("close() waits for the shutdown timeout of the server, or for its own", () => {
  const [one, other] = [new FakeConnection(), new FakeConnection()];
  new BoundServer(one, 10_000).close();
  new BoundServer(other, 10_000).close({ timeout: "1s" });
  assert.equal([...one.closed, ...other.closed], [10_000, 1_000]);
});

test("close() returns the same promise however often it is called", async () => {
  const connection = new FakeConnection();
  const server = new BoundServer(connection, 0);
  const closing = server.close();
  assert.is(server.close({ timeout: 5 }), closing);
  connection.drain(DRAINED);
  assert.is(await closing, undefined);
  assert.is(server.close(), closing);
  assert.is(connection.closed.length, 1);
});

test("stopped tells what became of the requests, and not before the server has stopped", async () => {
  const connection = new FakeConnection();
  const server = new BoundServer(connection, 0);
  let isStopped = false;
  server.stopped.then(() => isStopped = true);
  const closing = server.close();
  await Promise.resolve();
  assert.is(isStopped, false);
  connection.drain(DRAINED);
  await closing;
  assert.is(isStopped, true);
  assert.is(await server.stopped, DRAINED);
});

for (const options of [{ timeuot: 1 }, { timeout: "never" }, null]) {
  test(`close(${JSON.stringify(options)}) rejects, and the server can still be closed`, async () => {
    const connection = new FakeConnection();
    const server = new BoundServer(connection, 0);
    const refused = await server.close(options as CloseOptions).catch((error) => error);
    assert.instance(refused, TypeError);
    assert.equal(connection.closed, []);
    server.close();
    assert.equal(connection.closed, [0]);
  });
}

test("the end of an await using block closes the server", async () => {
  const connection = new FakeConnection();
  const server = new BoundServer(connection, 7);
  const disposing = server[Symbol.asyncDispose]();
  connection.drain(DRAINED);
  await disposing;
  assert.equal(connection.closed, [7]);
});

test.run();
