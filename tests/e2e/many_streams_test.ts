import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard, sse } from "../../mod.ts";
import { captureLog } from "../support/captured_log.ts";
import { connectMany, getRequest } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("many streams");
const lines = captureLog(test);
const serve = withServer(test);

/** Generators that were begun and ended. */
class Counts {
  begun = 0;
  ended = 0;
}

async function* ticks(counts: Counts): AsyncGenerator<{ data: number }> {
  counts.begun += 1;
  try {
    for (let i = 0;; i++) {
      yield { data: i };
      await new Promise((resolve) => setTimeout(resolve, 1 + i % 7));
    }
  } finally {
    counts.ended += 1;
  }
}

function tickingApp(counts: Counts): Spikard {
  const app = new Spikard();
  app.get("/ticks", () => sse(ticks(counts)));
  app.get("/bytes", async function* () {
    for await (const { data } of ticks(counts)) yield new Uint8Array(4096 * (data % 8));
  });
  app.get("/other", () => "here");
  return app;
}

test("streams hold no slot: requests are answered while more of them are open", async () => {
  const counts = new Counts();
  const server = await serve(tickingApp(counts), { limits: { slots: 2 } });
  const clients = await connectMany(server.port, 50);
  for (const client of clients) client.send(getRequest("/ticks"));
  await eventually("50 streams", () => server.stats().streams === 50);
  assert.is(await (await fetch(`${server.url}/other`)).text(), "here");
  assert.is(server.stats().slotsInUse, 0);
  await Promise.all(clients.map((client) => client.close()));
  await eventually("the end of all", () => counts.ended === 50);
});

test("clients that go away at any moment leave no stream, no slot and no generator", async () => {
  const counts = new Counts();
  const server = await serve(tickingApp(counts));
  for (let round = 0; round < 8; round++) {
    const clients = await connectMany(server.port, 50);
    await Promise.all(clients.map(async (client, index) => {
      client.send(getRequest(index % 2 === 0 ? "/ticks" : "/bytes"));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
      await client.close();
    }));
  }
  await eventually("the end of all streams", () => server.stats().streams === 0);
  await eventually("the end of all generators", () => counts.ended === counts.begun);
  const { slotsInUse, queuedBytes, streamsOpened, streamsAborted } = server.stats();
  assert.is(slotsInUse, 0);
  assert.is(queuedBytes, 0);
  assert.ok(streamsOpened > 0);
  assert.is(streamsAborted, streamsOpened);
  assert.equal(lines, []);
});

test("a stop cuts streams that go on, and ends their generators", async () => {
  const counts = new Counts();
  const server = await serve(tickingApp(counts));
  const clients = await connectMany(server.port, 10);
  for (const client of clients) client.send(getRequest("/ticks"));
  await eventually("10 streams", () => server.stats().streams === 10);
  await server.close({ timeout: 50 });
  await eventually("the end of all generators", () => counts.ended === 10);
  await Promise.all(clients.map(({ closed }) => closed));
});

test.run();
