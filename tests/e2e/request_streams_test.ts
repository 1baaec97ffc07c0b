import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard } from "../../mod.ts";
import { expectProblem } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { connectRaw, getRequest, postRequest, textOf } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { connectPaused } from "../support/wire_reader.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("request streams");
const lines = captureLog(test);
const serve = withServer(test);

const MIB = 1024 * 1024;
const CHUNKED = "POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n";

async function lengthOf(stream: ReadableStream<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const chunk of stream) length += chunk.length;
  return length;
}

test("the body is a stream of its bytes", async () => {
  const app = new Spikard();
  app.post("/", { body: "stream", bodyLimit: "4mb" }, async ({ body }) => {
    let sum = 0;
    for await (const chunk of body) for (const byte of chunk) sum += byte;
    return { isStream: body instanceof ReadableStream, sum };
  });
  const { url } = await serve(app);
  const response = await fetch(url, { method: "POST", body: new Uint8Array(3 * MIB).fill(2) });
  assert.equal(await response.json(), { isStream: true, sum: 6 * MIB });
});

test("request.body is the same stream", async () => {
  const app = new Spikard();
  app.post("/", { body: "stream" }, ({ request }) => request.text());
  const { url } = await serve(app);
  assert.is(await (await fetch(url, { method: "POST", body: "héllo" })).text(), "héllo");
});

test("a body that was read is refused to request", async () => {
  const app = new Spikard();
  app.post("/", { body: "stream" }, async (context) => {
    await lengthOf(context.body);
    return context.request.text();
  });
  const { url } = await serve(app);
  await expectProblem(await fetch(url, { method: "POST", body: "x" }), 500);
  assert.match(lines.join(), /SPK_BODY_READ/);
});

test("a request without a body has a stream without a chunk", async () => {
  const app = new Spikard();
  app.post("/", { body: "stream" }, async ({ body }) => ({ length: await lengthOf(body) }));
  const { url } = await serve(app);
  assert.equal(await (await fetch(url, { method: "POST" })).json(), { length: 0 });
});

test("both directions go at once", async () => {
  const app = new Spikard();
  app.post("/", { body: "stream" }, ({ body }) => body);
  const { port } = await serve(app);
  const client = await connectPaused(port, CHUNKED);
  for (const word of ["first", "second", "third"]) {
    client.send(`${word.length.toString(16)}\r\n${word}\r\n`);
    await client.until(word);
  }
  client.send("0\r\n\r\n");
  await client.until("0\r\n\r\n");
  client.hangUp();
});

test("nothing is taken from the client before it is read", async () => {
  const app = new Spikard();
  let read = () => {};
  const wanted = new Promise<void>((resolve) => read = resolve);
  app.post("/", { body: "stream", bodyLimit: "64mb" }, async ({ body }) => {
    await wanted;
    return { length: await lengthOf(body) };
  });
  const { port } = await serve(app);
  const length = 32 * MIB;
  const head = `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${length}\r\n\r\n`;
  const client = await connectPaused(port, head + "x".repeat(length));
  const before = await client.standstill();
  assert.ok(before > length / 2, `${before} bytes wait with the client`);
  read();
  await client.until(`{"length":${length}}`);
  client.hangUp();
});

test("the limit holds while the body comes", async () => {
  const app = new Spikard();
  let chunks = 0;
  app.post("/", { body: "stream", bodyLimit: "64kb" }, async ({ body }) => {
    for await (const _ of body) chunks += 1;
    return "unreachable";
  });
  const { port } = await serve(app);
  const piece = "x".repeat(16 * 1024);
  const client = await connectPaused(port, CHUNKED);
  for (let i = 0; i < 5; i++) client.send(`${piece.length.toString(16)}\r\n${piece}\r\n`);
  await client.until('"status":413');
  assert.match(client.received, /^HTTP\/1\.1 413 /);
  assert.ok(chunks > 0);
  client.hangUp();
});

test("a malformed chunk is a 400 that says so, and ends the connection", async () => {
  const app = new Spikard();
  app.post("/", { body: "stream" }, async ({ body }) => ({ length: await lengthOf(body) }));
  const { port } = await serve(app);
  const client = await connectPaused(port, CHUNKED);
  client.send("5\r\nhello\r\nno length\r\n");
  await client.until('"status":400');
  assert.match(client.received, /^HTTP\/1\.1 400 /);
  assert.match(client.received, /connection: close/i);
  assert.match(client.received, /"detail":"The body of the request is malformed"/);
  client.hangUp();
});

test("a declared length over the limit is answered before the handler", async () => {
  const app = new Spikard();
  let calls = 0;
  app.post("/", { body: "stream", bodyLimit: 4 }, () => ({ calls: ++calls }));
  const { url } = await serve(app);
  await expectProblem(await fetch(url, { method: "POST", body: "12345" }), 413);
  assert.is(calls, 0);
});

test("a client that goes away half-way ends the stream with an error, and leaves nothing", async () => {
  const app = new Spikard();
  let failure: unknown;
  app.post("/", { body: "stream" }, async ({ body }) => {
    try {
      await lengthOf(body);
    } catch (thrown) {
      failure = thrown;
      throw thrown;
    }
  });
  const server = await serve(app);
  const client = await connectPaused(server.port, `${CHUNKED}5\r\nfirst\r\n`);
  await eventually("the stream", () => server.stats().bodySources === 1);
  client.hangUp();
  await eventually("the error", () => failure !== undefined);
  await eventually("the end of the stream", () => server.stats().bodySources === 0);
  await eventually("the end of the call", () => server.stats().slotsInUse === 0);
});

test("a client that goes away while its body is sent back is no error of the program", async () => {
  const app = new Spikard();
  app.post("/", { body: "stream" }, ({ body }) => body);
  const server = await serve(app);
  for (let i = 0; i < 20; i++) {
    const client = await connectPaused(server.port, `${CHUNKED}5\r\nfirst\r\n`);
    await client.until("first");
    client.hangUp();
  }
  await eventually("the end of all", () => {
    const { streams, bodySources } = server.stats();
    return streams + bodySources === 0;
  });
  assert.equal(lines, []);
});

test("a body that breaks its framing while it is sent back cuts the answer, unlogged", async () => {
  const app = new Spikard();
  app.post("/", { body: "stream" }, ({ body }) => body);
  const { port } = await serve(app);
  const client = await connectPaused(port, `${CHUNKED}5\r\nfirst\r\n`);
  await client.until("first");
  client.send("not a size\r\n");
  await eventually("the cut", () => client.hasEnded);
  assert.not.match(client.received, /0\r\n\r\n$/);
  assert.equal(lines, []);
});

test("a handler that does not read the body may answer, and the connection goes on", async () => {
  const app = new Spikard();
  app.post("/", { body: "stream" }, () => "no, thanks");
  app.get("/", () => "next");
  const server = await serve(app);
  const client = await connectRaw(server.port);
  assert.is(textOf(await client.exchange(postRequest("/", "x".repeat(1000)))), "no, thanks");
  assert.is(textOf(await client.exchange(getRequest("/"))), "next");
  assert.is(server.stats().bodySources, 0);
  await client.close();
});

test.run();
