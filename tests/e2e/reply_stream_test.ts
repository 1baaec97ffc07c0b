import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Connection } from "../../src/bridge/mod.ts";
import type { Call } from "../../src/http/call.ts";
import type { ReplySink, StreamOutcome } from "../../src/http/streams.ts";
import { type BridgeOptions, serveCalls } from "../support/bridge_server.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";

const PLAIN = "content-type\0text/plain\0";
const WINDOW = 64 * 1_024;

const test = suite("streamed replies");

let server: Connection;

test.after.each(async () => {
  await server.close(1_000);
});

function start(begin: (call: Call) => void, options?: BridgeOptions): string {
  server = serveCalls(begin, options);
  return `http://127.0.0.1:${server.port}/`;
}

/** Serves one stream after the other, and tells how they ended. */
function streaming(
  write: (sink: ReplySink) => void,
  heartbeat = 0,
): { url: string; ends: [StreamOutcome, number][] } {
  const ends: [StreamOutcome, number][] = [];
  const url = start((call) => {
    const sink = call.replyStream(200, PLAIN, { heartbeat });
    sink.onClose = (...end) => ends.push(end);
    write(sink);
  });
  return { url, ends };
}

async function nothingIsLeft(): Promise<void> {
  await eventually("no stream is left", () => server.stats().streams === 0);
  assert.is(server.stats().queuedBytes, 0);
  assert.is(server.stats().slotsInUse, 0);
}

test("text and bytes arrive in order", async () => {
  const { url, ends } = streaming((sink) => {
    sink.write("eins ");
    sink.write(new TextEncoder().encode("zwei "));
    sink.write("d\u{fc}rr\u{1f44d}");
    sink.end();
  });
  const response = await fetch(url);
  assert.is(response.headers.get("content-type"), "text/plain");
  assert.is(await response.text(), "eins zwei d\u{fc}rr\u{1f44d}");
  await nothingIsLeft();
  assert.equal(ends, [["sent", 19]]);
});

test("a chunk arrives while the next is not there yet", async () => {
  let sink: ReplySink | undefined;
  const { url } = streaming((opened) => {
    sink = opened;
    sink.write("first");
  });
  const reader = (await fetch(url)).body!.getReader();
  const decoder = new TextDecoder();
  assert.is(decoder.decode((await reader.read()).value), "first");
  sink?.write("second");
  assert.is(decoder.decode((await reader.read()).value), "second");
  sink?.end();
  assert.ok((await reader.read()).done);
  await nothingIsLeft();
});

test("more than the window is sent whole, and never more than the window waits", async () => {
  const chunk = Uint8Array.from({ length: 5 * WINDOW + 7 }, (_, at) => at * 7 + (at >> 8));
  let drains = 0;
  const { url, ends } = streaming((sink) => {
    assert.is(sink.write(chunk), false);
    sink.onDrain = () => {
      drains += 1;
      if (drains === 1 && sink.write("\u{65e5}".repeat(WINDOW))) sink.end();
      else if (drains === 2) sink.end();
    };
  });
  const body = new Uint8Array(await (await fetch(url)).arrayBuffer());
  assert.is(body.length, chunk.length + 3 * WINDOW);
  assert.equal(body.subarray(0, chunk.length), chunk);
  assert.is(new TextDecoder().decode(body.subarray(chunk.length)), "\u{65e5}".repeat(WINDOW));
  await nothingIsLeft();
  assert.equal(ends, [["sent", body.length]]);
  assert.ok(server.stats().queuedBytesHighWater <= WINDOW);
});

test("a body that ends while part of it waits is whole", async () => {
  const { url } = streaming((sink) => {
    sink.write("x".repeat(10 * WINDOW));
    sink.end();
    assert.is(sink.write("more"), false);
  });
  assert.is((await (await fetch(url)).text()).length, 10 * WINDOW);
  await nothingIsLeft();
});

test("a failed body is cut", async () => {
  const { url, ends } = streaming((sink) => {
    sink.write("half");
    sink.fail();
    sink.end();
  });
  const failure = await fetch(url).then((response) => response.text()).then(() => null, Boolean);
  assert.is(failure, true);
  await nothingIsLeft();
  assert.equal(ends, [["aborted", 4]]);
});

test("a client that goes away closes the sink", async () => {
  let sink: ReplySink | undefined;
  const { url, ends } = streaming((opened) => {
    sink = opened;
    sink.write("first");
  });
  const leaving = new AbortController();
  const response = await fetch(url, { signal: leaving.signal });
  await response.body!.getReader().read();
  leaving.abort();
  await eventually("the sink is closed", () => sink?.isOpen === false);
  assert.equal(ends, [["aborted", 5]]);
  assert.is(sink?.write("late"), false);
  await nothingIsLeft();
  assert.is(server.stats().streamsAborted, 1);
});

test("silence is broken by comments, also while JavaScript is busy", async () => {
  const { url } = streaming((sink) => {
    sink.write("data: 1\n\n");
    const end = performance.now() + 300;
    setTimeout(() => {
      while (performance.now() < end);
      sink.end();
    }, 50);
  }, 20);
  const text = await (await fetch(url)).text();
  assert.match(text, /^data: 1\n\n(:\n\n){5,}$/);
});

test("a stream does not hold a slot", async () => {
  const sinks: ReplySink[] = [];
  const url = start((call) => {
    if (call.query() === "") return call.reply(200, PLAIN, "still here");
    sinks.push(call.replyStream(200, PLAIN, { heartbeat: 0 }));
  }, { limits: { slots: 2 } });
  const streams = await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}?stream`)));
  assert.is(server.stats().streams, 20);
  assert.is(await (await fetch(url)).text(), "still here");
  for (const sink of sinks) sink.end();
  await Promise.all(streams.map((stream) => stream.text()));
  await nothingIsLeft();
});

test("one stream more than the limit is answered 503", async () => {
  const sinks: ReplySink[] = [];
  const begin = (call: Call) => void sinks.push(call.replyStream(200, PLAIN, { heartbeat: 0 }));
  const url = start(begin, { limits: { streams: 1 } });
  const first = await fetch(url);
  const second = await fetch(url);
  assert.is(second.status, 503);
  assert.ok(second.headers.has("retry-after"));
  await second.text();
  assert.equal(sinks.map(({ isOpen }) => isOpen), [true, false]);
  sinks[0]!.end();
  await first.text();
  await nothingIsLeft();
});

test("an answer to HEAD has no body, and counts as sent", async () => {
  const ends: [StreamOutcome, number][] = [];
  const url = start((call) => {
    const sink = call.replyStream(200, PLAIN, { heartbeat: 0 });
    sink.onClose = (...end) => ends.push(end);
    sink.write("never seen");
  });
  const response = await fetch(url, { method: "HEAD" });
  assert.is(response.status, 200);
  assert.is(await response.text(), "");
  await nothingIsLeft();
  assert.equal(ends, [["sent", 0]]);
});

test("a body of a known length is sent with it", async () => {
  const ends: [StreamOutcome, number][] = [];
  const url = start((call) => {
    const sink = call.replyStream(200, `${PLAIN}content-length\x005\0`, { heartbeat: 0 });
    sink.onClose = (...end) => ends.push(end);
    sink.write("exact");
    sink.end();
  });
  const response = await fetch(url);
  assert.is(response.headers.get("content-length"), "5");
  assert.is(await response.text(), "exact");
  await nothingIsLeft();
  assert.equal(ends, [["sent", 5]]);
});

test("a stop cuts what is not ended in time", async () => {
  const { url, ends } = streaming((sink) => void sink.write("endless"));
  const client = await connectRaw(Number(new URL(url).port));
  client.send(getRequest("/"));
  await eventually("the stream is open", () => server.stats().streams === 1);
  assert.equal(await server.close(50), { answered: 0, cut: 1 });
  await client.closed;
  assert.equal(ends.map(([outcome]) => outcome), ["aborted"]);
  server = serveCalls((call) => call.reply(200, PLAIN, ""));
});

test.run();
