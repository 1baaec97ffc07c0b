import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard, sse } from "../../mod.ts";
import { block } from "../support/blocking.ts";
import { captureLog } from "../support/captured_log.ts";
import { getRequest } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { connectPaused } from "../support/wire_reader.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("server-sent events");
const lines = captureLog(test);
const serve = withServer(test);

const never = new Promise<never>(() => {});

test("events are sent as the standard writes them", async () => {
  const app = new Spikard();
  app.get("/", () => {
    async function* events() {
      yield "plain";
      yield { id: 7, event: "tick", data: { n: 1 } };
      yield { comment: "bye", data: "two\nlines" };
    }
    return sse(events(), { retry: "2s" });
  });
  const { url } = await serve(app);
  const response = await fetch(url);
  assert.is(response.status, 200);
  assert.is(response.headers.get("content-type"), "text/event-stream");
  assert.is(response.headers.get("cache-control"), "no-cache");
  assert.is(
    await response.text(),
    'retry: 2000\n\ndata: plain\n\nevent: tick\nid: 7\ndata: {"n":1}\n\n' +
      ": bye\ndata: two\ndata: lines\n\n",
  );
});

test("a client that connects again says where it was", async () => {
  const app = new Spikard();
  app.get("/", ({ header }) => {
    const last = Number(header("last-event-id") ?? 0);
    async function* events() {
      yield { id: last + 1, data: "next" };
    }
    return sse(events());
  });
  const { url } = await serve(app);
  const response = await fetch(url, { headers: { "last-event-id": "41" } });
  assert.is(await response.text(), "id: 42\ndata: next\n\n");
});

test("the head arrives before the first event", async () => {
  const app = new Spikard();
  app.get("/", () => {
    async function* events() {
      await never;
      yield "unreachable";
    }
    return sse(events());
  });
  const { port } = await serve(app);
  const client = await connectPaused(port, getRequest("/"));
  await client.until("\r\n\r\n");
  assert.match(client.received, /content-type: text\/event-stream/);
  client.hangUp();
});

test("the server writes a comment where the stream is silent", async () => {
  const app = new Spikard();
  app.get("/", () => {
    async function* events() {
      yield "first";
      await never;
    }
    return sse(events(), { heartbeat: 50 });
  });
  const { port } = await serve(app);
  const client = await connectPaused(port, getRequest("/"));
  await client.until("data: first\n\n");
  await eventually("two comments", () => client.received.split("\r\n:\n\n\r\n").length > 2);
  client.hangUp();
});

test("no comment comes into the middle of an event, however long it waits for its rest", async () => {
  const lengths = [300_000, 70_000, 10];
  async function* events() {
    for (const length of lengths) {
      // The rest of a long event is then with JavaScript, which is busy.
      setTimeout(() => block(100), 0);
      yield { data: "x".repeat(length) };
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  const app = new Spikard().get("/events", () => sse(events(), { heartbeat: 20 }));
  const { url } = await serve(app);
  const text = await (await fetch(`${url}/events`)).text();
  const data = text.split("\n\n").filter((part) => part !== "" && part !== ":");
  assert.equal(data.map((part) => part.length), lengths.map((length) => "data: ".length + length));
});

test("the generator is ended once when the client goes away", async () => {
  const app = new Spikard();
  let ended = 0;
  app.get("/", () => {
    async function* events() {
      try {
        for (let i = 0;; i++) {
          yield { data: i };
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      } finally {
        ended += 1;
      }
    }
    return sse(events());
  });
  const server = await serve(app);
  const client = await connectPaused(server.port, getRequest("/"));
  await client.until("data: 2\n\n");
  client.hangUp();
  await eventually("the end of the generator", () => ended > 0);
  await eventually("the end of the stream", () => server.stats().streams === 0);
  assert.is(ended, 1);
  assert.equal(lines, []);
});

test("a generator that waits for something else hears of it by signal", async () => {
  const app = new Spikard();
  let ended = 0;
  app.get("/", ({ signal }) => {
    async function* events() {
      try {
        yield "first";
        await new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        });
      } finally {
        ended += 1;
      }
    }
    return sse(events());
  });
  const { port } = await serve(app);
  const client = await connectPaused(port, getRequest("/"));
  await client.until("data: first");
  client.hangUp();
  await eventually("the end of the generator", () => ended > 0);
  assert.is(ended, 1);
  assert.equal(lines, []);
});

test("an event that cannot be sent cuts the stream, and the log says why", async () => {
  const app = new Spikard();
  app.get("/feed", () => {
    async function* events() {
      yield { event: "a\ndata: injected", data: "x" };
    }
    return sse(events());
  });
  const { port } = await serve(app);
  const client = await connectPaused(port, getRequest("/feed"));
  client.resume();
  await eventually("the cut", () => client.hasEnded);
  assert.not.match(client.received, /injected/);
  await eventually("the line", () => lines.length > 0);
  assert.match(lines.join(), /GET \/feed.*CR, LF or NUL in it/);
});

test.run();
