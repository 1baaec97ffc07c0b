import { Readable } from "node:stream";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readPrompt, type RestOfStream } from "../../../src/streaming/prompt.ts";
import type { Chunks } from "../../../src/streaming/source.ts";
import { OpenStream } from "../../../src/streaming/start.ts";
import { PreparedStream } from "../../../src/streaming/stream_body.ts";
import { FakeCall } from "../../support/fake_call.ts";
import { ITERATOR, SOURCES } from "../../support/recorded_stream.ts";
import { eventually } from "../../support/waiting.ts";

const test = suite("streaming/start, before the head");

const START = { status: 200, head: "", onDone: () => {}, onError: () => {} };

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
const never = new Promise<never>(() => {});

for (const [name, make] of SOURCES) {
  test(`prepare() asks ${name} for one chunk, which goes out first`, async () => {
    const source = make((index) => ["one ", "two"][index]);
    const stream = new OpenStream(source.chunks);
    await stream.prepare();
    assert.is(source.asked, 1);
    const call = new FakeCall();
    stream.start(call, START);
    await eventually("The end", () => call.streamed?.sink.finish === "ended");
    assert.is(call.streamed?.sink.takeText(), "one two");
  });

  test(`prepare() of ${name} without a chunk leads to an empty body`, async () => {
    const source = make(() => undefined);
    const stream = new OpenStream(source.chunks);
    await stream.prepare();
    const call = new FakeCall();
    stream.start(call, START);
    await eventually("The end", () => call.streamed?.sink.finish === "ended");
    assert.is(call.streamed?.sink.takeText(), "");
    assert.is(source.asked, 1);
    assert.is(source.stopped, 0);
  });

  test(`prepare() rejects as ${name} does`, async () => {
    const fault = new Error("The disk is gone");
    const source = make(() => Promise.reject(fault));
    const thrown = await new OpenStream(source.chunks).prepare().catch((error) => error);
    assert.is(thrown, fault);
    assert.is(source.stopped, 0);
  });

  test(`prepare() rejects for what is no chunk, and stops ${name}`, async () => {
    const source = make(() => ({ not: "a chunk" }));
    const thrown = await new OpenStream(source.chunks).prepare().catch((error) => error);
    assert.match(String(thrown), /gave a chunk of the type object: give text or bytes/);
    assert.is(source.stopped, 1);
  });

  test(`stop() stops ${name} at once, and once`, async () => {
    const source = make(() => never);
    const stream = new OpenStream(source.chunks);
    void stream.prepare();
    stream.stop(undefined);
    stream.stop(undefined);
    await turn();
    assert.is(source.stopped, 1);
  });
}

test("wantsChunk() spares what was running before it was returned", async () => {
  const wants = (chunks: Chunks) => new OpenStream(chunks).wantsChunk(new FakeCall(), 200);
  const slow = new ReadableStream<Uint8Array>({ pull: () => never });
  assert.is(wants(await readPrompt(slow, () => true) as RestOfStream), false);
  assert.is(wants(new ReadableStream()), false);
  assert.is(wants(new Readable({ read() {} })), true);
});

test("stop() destroys a Readable of Node, which its iterator leaves open", async () => {
  const readable = new Readable({ read() {} });
  await new OpenStream(readable).stop(undefined);
  assert.ok(readable.destroyed);
});

test("wantsChunk() spares event streams and replies without a body", () => {
  const body = { headers: [], opening: "", heartbeat: 0, encode: String };
  const wants = (isHeadFirst: boolean, method: string, status: number) => {
    const { chunks } = ITERATOR[1](() => never);
    const stream = new PreparedStream({ ...body, chunks, isHeadFirst });
    return new OpenStream(stream).wantsChunk(new FakeCall({ method }), status);
  };
  assert.is(wants(false, "GET", 200), true);
  assert.is(wants(true, "GET", 200), false);
  assert.is(wants(false, "HEAD", 200), false);
  assert.is(wants(false, "GET", 304), false);
});

test.run();
