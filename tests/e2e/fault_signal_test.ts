import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type ResponseResult, Spikard, sse } from "../../mod.ts";
import { captureLog } from "../support/captured_log.ts";
import { Gate } from "../support/gate.ts";
import { aborted } from "../support/lasting_app.ts";
import { connectMany, connectRaw, getRequest, postRequest } from "../support/raw_client.ts";
import { eventually, within } from "../support/waiting.ts";
import { connectPaused } from "../support/wire_reader.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("fault: the signal of a request");
const lines = captureLog(test);
const serve = withServer(test);

const CHUNKED = "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\nfirst\r\n";

/** Names of the reasons that signals were aborted for, one for each event. */
class Aborts {
  readonly names: string[] = [];
  /** Signals that are watched. */
  watched = 0;

  watch(signal: AbortSignal): AbortSignal {
    this.watched += 1;
    signal.addEventListener("abort", () => this.names.push(signal.reason.name));
    return signal;
  }

  /** Resolves once there is an abort, and some time for a second one. */
  async settled(): Promise<readonly string[]> {
    await eventually("an abort", () => this.names.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return this.names;
  }
}

test("aborts once when the client goes away before the answer", async () => {
  const aborts = new Aborts();
  const app = new Spikard().get("/", ({ signal }) => aborted(aborts.watch(signal)));
  const server = await serve(app);
  const client = await connectRaw(server.port);
  client.send(getRequest("/"));
  await eventually("the handler", () => aborts.watched === 1);
  await client.close();
  assert.equal(await aborts.settled(), ["AbortError"]);
  await eventually("the slot", () => server.stats().slotsInUse === 0);
  assert.is(server.stats().aborted, 1);
  assert.equal(lines, []);
});

test("is aborted already where it is first read after the client has gone", async () => {
  const gate = new Gate();
  let signal: AbortSignal | undefined;
  const app = new Spikard().get("/", async (context) => {
    await gate.pass();
    signal = context.signal;
  });
  const server = await serve(app);
  const client = await connectRaw(server.port);
  client.send(getRequest("/"));
  await eventually("the request", () => gate.arrived === 1);
  await client.close();
  await eventually("the slot", () => server.stats().slotsInUse === 0);
  gate.open();
  await eventually("the signal", () => signal !== undefined);
  assert.is(signal?.aborted, true);
});

test("aborts each of 200 requests once when their clients go away together", async () => {
  const aborts = new Aborts();
  const app = new Spikard().get("/", ({ signal }) => aborted(aborts.watch(signal)));
  const server = await serve(app);
  const clients = await connectMany(server.port, 200);
  for (const client of clients) client.send(getRequest("/"));
  await eventually("all handlers", () => aborts.watched === 200);
  await Promise.all(clients.map((client) => client.close()));
  await eventually("all aborts", () => aborts.names.length >= 200);
  assert.is((await aborts.settled()).length, 200);
});

test("aborts once when the client goes away half-way through a generator, which ends once", async () => {
  const aborts = new Aborts();
  const results: ResponseResult[] = [];
  let ended = 0;
  const app = new Spikard().onResponse((_, result) => void results.push(result));
  app.get("/", async function* ({ signal }) {
    try {
      yield "first";
      await aborted(aborts.watch(signal));
      yield "unseen";
    } finally {
      ended += 1;
    }
  });
  const server = await serve(app);
  const client = await connectPaused(server.port, getRequest("/"));
  await client.until("first");
  client.hangUp();
  assert.equal(await aborts.settled(), ["AbortError"]);
  await eventually("the end of the generator", () => ended > 0);
  assert.is(ended, 1);
  assert.equal(results.map(({ status, bytes, outcome }) => ({ status, bytes, outcome })), [
    { status: 200, bytes: 5, outcome: "aborted" },
  ]);
  assert.equal(lines, []);
});

test("aborts once when the client goes away half-way through events", async () => {
  const aborts = new Aborts();
  const app = new Spikard();
  app.get("/", ({ signal }) => {
    aborts.watch(signal);
    async function* events() {
      yield { data: "first" };
      await aborted(signal);
    }
    return sse(events(), { heartbeat: 20 });
  });
  const server = await serve(app);
  const client = await connectPaused(server.port, getRequest("/"));
  await client.until(":\n\n");
  client.hangUp();
  assert.equal(await aborts.settled(), ["AbortError"]);
  await eventually("the end of the stream", () => server.stats().streams === 0);
  assert.equal(lines, []);
});

test("aborts once when the client goes away half-way through its body", async () => {
  const aborts = new Aborts();
  const chunks: Uint8Array[] = [];
  const app = new Spikard();
  app.post("/", { body: "stream" }, async ({ body, signal }) => {
    aborts.watch(signal);
    for await (const chunk of body.pipeThrough(new TransformStream())) chunks.push(chunk);
  });
  const server = await serve(app);
  const client = await connectPaused(server.port, CHUNKED);
  await eventually("a chunk", () => chunks.length > 0);
  client.hangUp();
  assert.equal(await aborts.settled(), ["AbortError"]);
  await eventually("the end of the body", () => server.stats().bodySources === 0);
  assert.equal(lines, []);
});

test("aborts once with TimeoutError at the deadline, and not again when the client leaves", async () => {
  const aborts = new Aborts();
  const app = new Spikard({ handlerTimeout: "50ms" });
  app.get("/", ({ signal }) => aborted(aborts.watch(signal)));
  const { port } = await serve(app);
  const client = await connectRaw(port);
  assert.is((await client.exchange(getRequest("/"))).status, 504);
  await client.close();
  assert.equal(await aborts.settled(), ["TimeoutError"]);
});

test("aborts once near the end of a stop, and the handler may still answer", async () => {
  const aborts = new Aborts();
  const app = new Spikard();
  app.get("/", async ({ signal }) => {
    await aborted(aborts.watch(signal));
    return "in time";
  });
  app.get("/stream", async function* ({ signal }) {
    yield "first ";
    await aborted(aborts.watch(signal));
    yield "last";
  });
  const server = await serve(app);
  const whole = fetch(server.url);
  const streamed = await fetch(`${server.url}/stream`);
  await eventually("the handlers", () => aborts.watched === 2);
  await within("The stop", server.close({ timeout: "2s" }));
  assert.is(await (await whole).text(), "in time");
  assert.is(await streamed.text(), "first last");
  assert.equal(await aborts.settled(), ["AbortError", "AbortError"]);
});

test("never aborts where the answer was sent", async () => {
  const aborts = new Aborts();
  const app = new Spikard();
  app.get("/sync", ({ signal }) => ({ aborted: aborts.watch(signal).aborted }));
  app.get("/stream", async function* ({ signal }) {
    yield String(aborts.watch(signal).aborted);
  });
  app.post("/echo", { body: "stream" }, ({ body, signal }) => {
    aborts.watch(signal);
    return body;
  });
  const server = await serve(app);
  const client = await connectRaw(server.port);
  await client.exchange(getRequest("/sync"));
  for (const request of [getRequest("/stream"), postRequest("/echo", "text")]) {
    const { port } = server;
    const reader = await connectPaused(port, request);
    await reader.until("\r\n0\r\n\r\n");
    reader.hangUp();
  }
  await client.close();
  await eventually("the end of all connections", () => server.stats().connections === 0);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(aborts.names, []);
});

test.run();
