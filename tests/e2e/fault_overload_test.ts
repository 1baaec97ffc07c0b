import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard } from "../../mod.ts";
import { expectRawProblem, expectText } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { connectRaw, getRequest, textOf } from "../support/raw_client.ts";
import { SOURCES } from "../support/recorded_stream.ts";
import { eventually } from "../support/waiting.ts";
import { connectPaused, type PausedClient } from "../support/wire_reader.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("fault: overload amid streams");
const lines = captureLog(test);
const serve = withServer(test);

const never = new Promise<never>(() => {});

for (const [name, make] of SOURCES) {
  test(`one stream too many is 503, and ${name} is stopped`, async () => {
    const sources = Array.from({ length: 4 }, () => make((at) => at === 0 ? "first" : never));
    let begun = 0;
    const app = new Spikard().get("/", () => sources[begun++]?.chunks);
    app.get("/here", () => "here");
    const { port, stats, url } = bound(await serve(app, { limits: { streams: 2 } }));
    const open: PausedClient[] = [];
    for (let count = 0; count < 2; count++) {
      const client = await connectPaused(port, getRequest("/"));
      await client.until("first");
      open.push(client);
    }
    const refused = await (await connectRaw(port)).exchange(getRequest("/"));
    expectRawProblem(refused, 503);
    assert.match(refused.headers.get("retry-after") ?? "", /^\d+$/);
    assert.is(sources[2]?.stopped, 1);
    assert.is(await expectText(await fetch(`${url}/here`)), "here");
    open[0]?.hangUp();
    await eventually("room for a stream", () => stats().streams === 1);
    const next = await connectPaused(port, getRequest("/"));
    await next.until("first");
    for (const client of [...open, next]) client.hangUp();
    await eventually("the end of all streams", () => stats().streams === 0);
    assert.equal(sources.map(({ stopped }) => stopped), [1, 1, 1, 1]);
    assert.equal(lines, []);
  });
}

/** A server whose methods can be taken apart. */
function bound(server: Awaited<ReturnType<typeof serve>>) {
  return { port: server.port, url: server.url, stats: () => server.stats() };
}

test("streams go on while every slot is taken and requests are shed", async () => {
  let send = (_: string) => {};
  const app = new Spikard();
  app.get("/never", () => never);
  app.get("/stream", () =>
    new ReadableStream<string>({
      start: (controller) => {
        send = (text) => controller.enqueue(text);
      },
    }));
  const server = await serve(app, { limits: { slots: 1, slotWait: "20ms" } });
  const stream = await connectPaused(server.port, getRequest("/stream"));
  await eventually("the stream", () => server.stats().streams === 1);
  const holding = await connectRaw(server.port);
  holding.send(getRequest("/never"));
  await eventually("the slot is taken", () => server.stats().slotsInUse === 1);
  const client = await connectRaw(server.port);
  for (let round = 0; round < 5; round++) {
    expectRawProblem(await client.exchange(getRequest("/stream")), 503);
    send(`chunk ${round}`);
    await stream.until(`chunk ${round}`);
  }
  assert.is(server.stats().shed, 5);
  await holding.close();
  stream.hangUp();
  await eventually("the end of the stream", () => server.stats().streams === 0);
});

test("a server that was overloaded answers everybody again", async () => {
  const app = new Spikard({ handlerTimeout: 0 }).get("/never", () => never);
  app.get("/", () => "here");
  const server = await serve(app, { limits: { slots: 2, slotWait: "20ms" } });
  const holding = [await connectRaw(server.port), await connectRaw(server.port)];
  for (const client of holding) client.send(getRequest("/never"));
  await eventually("all slots are taken", () => server.stats().slotsInUse === 2);
  const client = await connectRaw(server.port);
  assert.is((await client.exchange(getRequest("/"))).status, 503);
  await Promise.all(holding.map((one) => one.close()));
  await eventually("all slots are free", () => server.stats().slotsInUse === 0);
  assert.is(textOf(await client.exchange(getRequest("/"))), "here");
});

test.run();
