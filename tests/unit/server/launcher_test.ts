import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mergeAnswerHeaders } from "../../../src/routing/answer_headers.ts";
import { NO_LAYERS } from "../../../src/routing/layers.ts";
import { readAppOptions } from "../../../src/server/app_options.ts";
import { Launcher } from "../../../src/server/launcher.ts";
import type { CloseOptions } from "../../../src/server/options.ts";
import { BoundServer } from "../../../src/server/server.ts";
import type { ServedApp } from "../../../src/server/served_app.ts";
import { FakeConnection } from "../../support/fake_connection.ts";

const test = suite("launcher");
const DRAINED = { answered: 0, cut: 0 };
const QUIET = { banner: false, port: 1, host: "127.0.0.1" };

const APP: ServedApp = {
  settings: readAppOptions({}),
  table: { routes: [], handlers: new Map(), layers: NO_LAYERS, answers: mergeAnswerHeaders([]) },
  document: undefined,
  notFound: undefined,
};

function launch(): { launcher: Launcher; connections: FakeConnection[] } {
  const connections: FakeConnection[] = [];
  const launcher = new Launcher(() => APP, (_, { shutdownTimeout }) => {
    const connection = new FakeConnection();
    connections.push(connection);
    return Promise.resolve(new BoundServer(connection, shutdownTimeout));
  });
  return { launcher, connections };
}

function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(() => "fulfilled", (error) => error.code);
}

test("one server runs at a time, from the moment it is asked for", async () => {
  const { launcher, connections } = launch();
  const first = launcher.listen({});
  assert.is(await codeOf(launcher.listen({})), "SPK_ALREADY_RUNNING");
  assert.is(await codeOf(launcher.run(QUIET)), "SPK_ALREADY_RUNNING");
  await first;
  assert.is(await codeOf(launcher.listen({})), "SPK_ALREADY_RUNNING");
  assert.is(connections.length, 1);
});

test("a server may follow one that was closed", async () => {
  const { launcher, connections } = launch();
  for (let round = 0; round < 3; round++) {
    const server = await launcher.listen({});
    const closing = server.close();
    assert.is(await codeOf(launcher.listen({})), "SPK_ALREADY_RUNNING");
    connections[round]?.drain(DRAINED);
    await closing;
  }
});

test("a start that failed leaves nothing running", async () => {
  let failures = 1;
  const launcher = new Launcher(() => APP, () => {
    if (failures-- > 0) return Promise.reject(Object.assign(new Error(), { code: "EADDRINUSE" }));
    return Promise.resolve(new BoundServer(new FakeConnection(), 0));
  });
  assert.is(await codeOf(launcher.listen({})), "EADDRINUSE");
  assert.is(await codeOf(launcher.listen({})), "fulfilled");
});

test("a bad option leaves nothing running, and the app as it was", async () => {
  let freezes = 0;
  const launcher = new Launcher(() => {
    freezes += 1;
    return APP;
  }, () => Promise.resolve(new BoundServer(new FakeConnection(), 0)));
  assert.is(await codeOf(launcher.listen({ port: -1 })), "SPK_BAD_OPTION");
  assert.is(freezes, 0);
  assert.is(await codeOf(launcher.listen({})), "fulfilled");
});

test("run() settles when close() has stopped the server", async () => {
  const { launcher, connections } = launch();
  let isDone = false;
  const running = launcher.run(QUIET).then(() => isDone = true);
  const closing = launcher.close({ timeout: 3 });
  while (connections[0]?.closed.length !== 1) await Promise.resolve();
  assert.is(isDone, false);
  connections[0].drain(DRAINED);
  await Promise.all([running, closing]);
  assert.equal(connections[0].closed, [3]);
});

test("close() resolves where nothing runs", async () => {
  const { launcher } = launch();
  assert.is(await launcher.close(), undefined);
  assert.is(await launcher.close({ timeout: 0 }), undefined);
});

test("close() refuses wrong options, whether anything runs or not", async () => {
  const { launcher, connections } = launch();
  const unknown = { timeuot: 1 } as CloseOptions; // as a program in JavaScript passes it
  for (let round = 0; round < 2; round++) {
    assert.is(await codeOf(launcher.close({ timeout: -1 })), "SPK_BAD_OPTION");
    assert.is(await codeOf(launcher.close(unknown)), "SPK_UNKNOWN_OPTION");
    if (round === 0) await launcher.listen({});
  }
  assert.equal(connections[0]?.closed, []);
});

test.run();
