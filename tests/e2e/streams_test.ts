import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard, stream } from "../../mod.ts";
import { captureLog } from "../support/captured_log.ts";
import { getRequest } from "../support/raw_client.ts";
import { SOURCES } from "../support/recorded_stream.ts";
import { eventually } from "../support/waiting.ts";
import { talk } from "../support/wire.ts";
import { connectPaused } from "../support/wire_reader.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("streams");
const lines = captureLog(test);
const serve = withServer(test);

const KIB = 1024;
const SMALL = new Uint8Array(1024).fill(97);
const never = new Promise<never>(() => {});

for (const [name, make] of SOURCES) {
  test(`${name} is sent chunk by chunk`, async () => {
    const app = new Spikard();
    app.get("/", () => make((index) => ["one ", new Uint8Array([50, 32]), "drei"][index]).chunks);
    const { url } = await serve(app);
    const response = await fetch(url);
    assert.is(response.status, 200);
    assert.is(response.headers.get("content-type"), "application/octet-stream");
    assert.is(response.headers.get("content-length"), null);
    assert.is(await response.text(), "one 2 drei");
  });

  test(`the first chunk of ${name} arrives before the second is there`, async () => {
    const app = new Spikard();
    const source = make((index) => index === 0 ? "first" : never);
    app.get("/", () => source.chunks);
    const { port } = await serve(app);
    const client = await connectPaused(port, getRequest("/"));
    await client.until("first");
    client.hangUp();
  });

  test(`${name} is not asked for more than a client that does not read can have`, async () => {
    const app = new Spikard();
    const source = make(() => SMALL);
    app.get("/", () => source.chunks);
    const server = await serve(app);
    const client = await connectPaused(server.port, getRequest("/"));
    await settled(() => source.asked);
    const { queuedBytes, queuedBytesHighWater } = server.stats();
    assert.ok(queuedBytes > 0, "something waits");
    assert.ok(queuedBytesHighWater <= 64 * KIB, `${queuedBytesHighWater} bytes waited`);
    const before = source.asked;
    client.resume();
    await eventually("more chunks", () => source.asked > before);
    client.hangUp();
  });

  test(`${name} is stopped once when the client goes away`, async () => {
    const app = new Spikard();
    const source = make((index) => index === 0 ? "first" : never);
    app.get("/", () => source.chunks);
    const server = await serve(app);
    const client = await connectPaused(server.port, getRequest("/"));
    await client.until("first");
    assert.is(server.stats().streams, 1);
    client.hangUp();
    await eventually("the stop", () => source.stopped > 0);
    await eventually("the end of the stream", () => server.stats().streams === 0);
    assert.is(source.stopped, 1);
    assert.is(server.stats().streamsAborted, 1);
    assert.equal(lines, []);
  });

  test(`the body of ${name} that fails is cut, and the log says once where`, async () => {
    const app = new Spikard();
    const fault = new Error("The disk is gone");
    app.get("/report", () => make((index) => index === 0 ? "first" : Promise.reject(fault)).chunks);
    const { port } = await serve(app);
    const answer = await talk(port, getRequest("/report"));
    assert.match(answer, /first\r\n$/, "no last chunk");
    await eventually("the line", () => lines.length > 0);
    assert.is(lines.length, 1);
    assert.match(lines[0] ?? "", /GET \/report.*The disk is gone/);
  });

  test(`HEAD of ${name} has the head only, and nothing is asked for`, async () => {
    const app = new Spikard();
    const source = make(() => "chunk");
    app.get("/", () => source.chunks);
    const { url } = await serve(app);
    const response = await fetch(url, { method: "HEAD" });
    assert.is(response.headers.get("content-type"), "application/octet-stream");
    await eventually("the stop", () => source.stopped === 1);
    assert.is(source.asked, 0);
  });
}

test("a chunk far larger than the window arrives whole", async () => {
  const app = new Spikard();
  const bytes = Uint8Array.from({ length: 3 * KIB * KIB + 1 }, (_, index) => index % 251);
  app.get("/bytes", async function* () {
    yield bytes;
  });
  app.get("/text", async function* () {
    yield "é€😀".repeat(100_000);
  });
  const server = await serve(app);
  const received = await (await fetch(`${server.url}/bytes`)).arrayBuffer();
  assert.ok(new Uint8Array(received).every((byte, index) => byte === index % 251));
  assert.is(received.byteLength, bytes.length);
  assert.is(await (await fetch(`${server.url}/text`)).text(), "é€😀".repeat(100_000));
  assert.ok(server.stats().queuedBytesHighWater <= 64 * KIB);
});

test("stream() has a type, a status and a length of its own", async () => {
  const app = new Spikard();
  async function* csv() {
    yield "a,b\n";
    yield "1,2\n";
  }
  app.get(
    "/",
    () => stream(csv(), { type: "text/csv", status: 203, length: 8 }).header("x-a", "1"),
  );
  const { url } = await serve(app);
  const response = await fetch(url);
  assert.is(response.status, 203);
  assert.is(response.headers.get("content-type"), "text/csv");
  assert.is(response.headers.get("content-length"), "8");
  assert.is(response.headers.get("x-a"), "1");
  assert.is(await response.text(), "a,b\n1,2\n");
});

test("a stream takes the status and the headers that were set", async () => {
  const app = new Spikard();
  app.get("/", ({ set }) => {
    set.status(202);
    set.header("content-type", "text/plain");
    return new ReadableStream({
      start(controller) {
        controller.enqueue("hi");
        controller.close();
      },
    });
  });
  const { url } = await serve(app);
  const response = await fetch(url);
  assert.is(response.status, 202);
  assert.is(response.headers.get("content-type"), "text/plain");
  assert.is(await response.text(), "hi");
});

test("a web Response streams what it does not have at once", async () => {
  const app = new Spikard();
  let go = () => {};
  const gone = new Promise<void>((resolve) => go = resolve);
  app.get("/", () => {
    const { readable, writable } = new TransformStream<Uint8Array>();
    const writer = writable.getWriter();
    writer.write(SMALL).catch(() => {});
    gone.then(() => writer.close());
    return new Response(readable, { status: 203, headers: { "x-a": "1" } });
  });
  const { port } = await serve(app);
  const client = await connectPaused(port, getRequest("/"));
  await client.until("a".repeat(1024));
  assert.match(client.received, /^HTTP\/1\.1 203 [^]*x-a: 1/);
  go();
  await client.until("0\r\n\r\n");
  client.hangUp();
});

test("a generator that never waits leaves others their turn", async () => {
  const app = new Spikard();
  let isWanted = true;
  app.get("/nothing", async function* () {
    while (isWanted) yield "";
    yield "the end";
  });
  app.get("/other", () => "here");
  const { url } = await serve(app);
  const nothing = fetch(`${url}/nothing`);
  assert.is(await (await fetch(`${url}/other`)).text(), "here");
  await new Promise((resolve) => setTimeout(resolve, 20));
  isWanted = false;
  assert.is(await (await nothing).text(), "the end");
});

/** Resolves once the number has stayed the same for a while. */
async function settled(count: () => number): Promise<void> {
  let last = -1;
  await eventually("the standstill", async () => {
    const before = last;
    last = count();
    await new Promise((resolve) => setTimeout(resolve, 100));
    return before === last && count() === last && last > 0;
  });
}

test.run();
