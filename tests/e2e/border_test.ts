import { Buffer } from "node:buffer";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard, text } from "../../mod.ts";
import { Gate } from "../support/gate.ts";
import {
  connectMany,
  connectRaw,
  getRequest,
  jsonOf,
  postRequest,
  textOf,
} from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const TEXTS = [
  "",
  "plain",
  "é",
  "naïve café",
  "日本語",
  "👍🏽",
  "a\u0000b",
  "ÿ",
  "Ā",
  "\ufeffbom",
  "mixed é日👍",
];

const test = suite("border");
const serve = withServer(test);

function echoApp(): Spikard {
  const app = new Spikard();
  app.get("/param/:value", ({ params }) => params.value);
  app.get("/query", ({ query }) => ({ value: query.value }));
  app.get("/both/:value", ({ params, query }) => [params.value, query.value]);
  // Text or bytes, by the content type of the request.
  app.post("/body", ({ body }) => body as string | Uint8Array);
  app.post("/json", ({ body }) => ({ body }));
  return app;
}

test("path parameters arrive as they were written", async () => {
  const { port } = await serve(echoApp());
  const client = await connectRaw(port);
  for (const value of TEXTS.filter((value) => value !== "" && !value.includes("\0"))) {
    const answer = await client.exchange(getRequest(`/param/${encodeURIComponent(value)}`));
    assert.is(textOf(answer), value);
  }
});

test("query values arrive as they were written", async () => {
  const { port } = await serve(echoApp());
  const client = await connectRaw(port);
  for (const value of TEXTS) {
    const answer = await client.exchange(getRequest(`/query?value=${encodeURIComponent(value)}`));
    assert.equal(jsonOf(answer), { value });
  }
});

test("parameters and queries of one batch do not mix, whatever their length and script", async () => {
  const server = await serve(echoApp());
  const clients = await connectMany(server.port, 64);
  for (let round = 0; round < 10; round++) {
    await Promise.all(clients.map(async (client, index) => {
      const param = `${index}${["x", "é", "日"][index % 3]?.repeat(round * index)}`;
      const query = `${index}${["y", "👍"][index % 2]?.repeat(round * 20)}`;
      const target = `/both/${encodeURIComponent(param)}?value=${encodeURIComponent(query)}`;
      assert.equal(jsonOf(await client.exchange(getRequest(target))), [param, query]);
    }));
  }
  assert.ok(server.stats().maxBatch > 1, "no two requests shared a batch");
});

test("text bodies arrive and leave as they were written", async () => {
  const { port } = await serve(echoApp());
  const client = await connectRaw(port);
  for (const value of TEXTS.filter((value) => value !== "")) {
    assert.is(textOf(await client.exchange(postRequest("/body", value))), value);
  }
});

test("JSON bodies of any size arrive and leave as they were written", async () => {
  const { port } = await serve(echoApp());
  const client = await connectRaw(port);
  for (const length of [0, 1, 4_000, 4_096, 4_100, 20_000, 100_000]) {
    for (const unit of ["x", "é", "👍"]) {
      const body = unit.repeat(length / unit.length);
      const request = postRequest("/json", JSON.stringify(body), { type: "application/json" });
      assert.equal(jsonOf(await client.exchange(request)), { body });
    }
  }
});

test("a body of 1 MiB passes both ways, as bytes and as text", async () => {
  const { port } = await serve(echoApp());
  const client = await connectRaw(port);
  const bytes = Buffer.alloc(1_048_576, "0123456789abcdef\xff\0", "latin1");
  const head =
    "POST /body HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1048576\r\ncontent-type: ";
  client.send(`${head}application/octet-stream\r\n\r\n`);
  const answer = await client.exchange(bytes);
  assert.is(Buffer.compare(answer.body, bytes), 0);
  const long = "日é👍".repeat(1_048_576 / 9);
  assert.is(textOf(await client.exchange(postRequest("/body", long))), long);
});

test("replies of every length around the limits of a batch arrive whole", async () => {
  const app = new Spikard();
  app.get("/text/:length", ({ params }) => "t".repeat(Number(params.length)));
  app.get("/wide/:length", ({ params }) => "é".repeat(Number(params.length)));
  app.get("/bytes/:length", ({ params }) => new Uint8Array(Number(params.length)).fill(200));
  const { port } = await serve(app);
  const client = await connectRaw(port);
  for (const length of [0, 1, 16_383, 16_384, 16_385, 65_535, 65_536, 65_537, 3_000_000]) {
    const plain = await client.exchange(getRequest(`/text/${length}`));
    assert.is(textOf(plain), "t".repeat(length));
    assert.is(textOf(await client.exchange(getRequest(`/wide/${length}`))), "é".repeat(length));
    const bytes = await client.exchange(getRequest(`/bytes/${length}`));
    assert.is(Buffer.compare(bytes.body, Buffer.alloc(length, 200)), 0);
  }
});

test("lone surrogates of neighbouring answers do not join", async () => {
  const ends = ["a\ud83d", "\ude00b", "\ud83d\ude00", "\ud83d", "\ude00", "c\ude00\ud83d"];
  let gate = new Gate();
  const app = new Spikard();
  app.get("/:index", async ({ params }) => {
    await gate.pass();
    return text(ends[Number(params.index)] ?? "");
  });
  const { port } = await serve(app);
  const clients = await connectMany(port, ends.length);
  // The first rounds bring their headers along, the later ones name them by number.
  for (let round = 0; round < 6; round++) {
    const answers = clients.map((client, index) => client.exchange(getRequest(`/${index}`)));
    await eventually("That all handlers wait", () => gate.arrived === ends.length);
    gate.open();
    gate = new Gate();
    assert.equal((await Promise.all(answers)).map(textOf), ends.map((end) => end.toWellFormed()));
  }
});

test("handlers that settle in the same tick each answer their own request", async () => {
  const count = 100;
  const gate = new Gate();
  const app = new Spikard();
  app.get("/:id", async ({ params }) => {
    await gate.pass();
    return { id: params.id };
  });
  const { port } = await serve(app);
  const clients = await connectMany(port, count);
  const answers = clients.map((client, id) => client.exchange(getRequest(`/${id}`)));
  await eventually("That all handlers wait", () => gate.arrived === count);
  gate.open();
  const ids = (await Promise.all(answers)).map(jsonOf);
  assert.equal(ids, clients.map((_, id) => ({ id: String(id) })));
});

test("pipelined requests are answered in order", async () => {
  const app = new Spikard();
  app.get("/now/:id", ({ params }) => params.id);
  app.get("/later/:id", async ({ params }) => {
    await new Promise((resolve) => setTimeout(resolve, Number(params.id) % 5));
    return params.id;
  });
  const { port } = await serve(app);
  const client = await connectRaw(port);
  const ids = Array.from({ length: 200 }, (_, id) => String(id));
  const targets = ids.map((id, index) => `/${index % 3 === 0 ? "later" : "now"}/${id}`);
  client.send(targets.map(getRequest).join(""));
  for (const id of ids) assert.is(textOf(await client.receive()), id);
});

test.run();
