import { suite } from "uvu";
import * as assert from "uvu/assert";
import { OpenStream, streamHeaders } from "../../../src/streaming/start.ts";
import { PreparedStream, type StreamValue } from "../../../src/streaming/stream_body.ts";
import type { StreamResult } from "../../../src/streaming/transfer.ts";
import { FakeCall } from "../../support/fake_call.ts";
import { SOURCES } from "../../support/recorded_stream.ts";
import { eventually } from "../../support/waiting.ts";

const test = suite("streaming/start");

/** What a started stream told. */
class Told {
  readonly done: StreamResult[] = [];
  readonly errors: unknown[] = [];
  readonly status: number;
  readonly head: string;

  constructor(status: number = 200, length?: number) {
    this.status = status;
    const announced = length === undefined ? "" : `content-length\0${length}\0`;
    this.head = `content-type\0text/plain\0${announced}`;
  }

  readonly onDone = (result: StreamResult): void => void this.done.push(result);
  readonly onError = (thrown: unknown): void => void this.errors.push(thrown);
}

/** How {@linkcode start} begins. */
interface Begin {
  readonly method?: string;
  readonly status?: number;
  /** What the head announces. */
  readonly length?: number;
}

function start(value: StreamValue, { method = "GET", status = 200, length }: Begin = {}) {
  const call = new FakeCall({ method });
  const told = new Told(status, length);
  new OpenStream(value).start(call, told);
  const { streamed } = call;
  if (streamed === undefined) throw new Error("No stream was begun");
  return { ...streamed, told };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
const never = new Promise<never>(() => {});

for (const [name, make] of SOURCES) {
  test(`start() sends the chunks of ${name}, then the end`, async () => {
    const source = make((index) => ["one ", new Uint8Array([50, 32]), "drei"][index]);
    const { status, headers, sink, told } = start(source.chunks);
    assert.is(status, 200);
    assert.equal(headers, [["content-type", "text/plain"]]);
    await eventually("The end", () => sink.finish === "ended");
    assert.is(sink.takeText(), "one 2 drei");
    assert.equal(told.done, [{ outcome: "sent", bytes: 10 }]);
    assert.equal(told.errors, []);
    assert.is(source.stopped, 0);
  });

  test(`start() asks ${name} for nothing while 64 KiB wait`, async () => {
    const source = make(() => new Uint8Array(16 * 1024));
    const { sink } = start(source.chunks);
    await turn();
    assert.is(sink.highWater, 64 * 1024);
    assert.is(source.asked, 4);
    sink.take();
    await turn();
    assert.is(source.asked, 8);
    assert.is(sink.highWater, 64 * 1024);
    sink.disconnect();
  });

  test(`start() stops ${name} once where the client goes away between chunks`, async () => {
    const source = make(() => new Uint8Array(64 * 1024));
    const { sink, told } = start(source.chunks);
    await turn();
    sink.disconnect();
    await turn();
    assert.is(source.stopped, 1);
    assert.is(source.asked, 1);
    assert.equal(told.done, [{ outcome: "aborted", bytes: 0 }]);
    assert.equal(told.errors, []);
  });

  test(`start() stops ${name} at once while it works on a chunk`, async () => {
    const source = make((index) => index === 0 ? "first" : never);
    const { sink, told } = start(source.chunks);
    await turn();
    sink.take();
    sink.disconnect();
    assert.is(source.stopped, 1);
    assert.equal(told.done, [{ outcome: "aborted", bytes: 5 }]);
  });

  test(`start() cuts the body where ${name} fails, and tells why once`, async () => {
    const fault = new Error("The disk is gone");
    const source = make((index) => index === 0 ? "first" : Promise.reject(fault));
    const { sink, told } = start(source.chunks);
    await eventually("The cut", () => sink.finish === "failed");
    assert.is(sink.takeText(), "first");
    assert.equal(told.errors, [fault]);
    assert.equal(told.done, [{ outcome: "aborted", bytes: 5 }]);
    assert.is(source.stopped, 0);
  });

  test(`start() tells nothing of what ${name} throws after the client has gone`, async () => {
    let fail: (thrown: unknown) => void = () => {};
    const source = make(() => new Promise((_, reject) => fail = reject));
    const { sink, told } = start(source.chunks);
    sink.disconnect();
    fail(new Error("Aborted"));
    await turn();
    assert.equal(told.errors, []);
    assert.is(told.done.length, 1);
  });

  test(`start() cuts the body and stops ${name} where a chunk cannot be sent`, async () => {
    const source = make((index) => index === 0 ? "first" : { not: "a chunk" });
    const { sink, told } = start(source.chunks);
    await eventually("The cut", () => sink.finish === "failed");
    assert.is(source.stopped, 1);
    assert.match(String(told.errors[0]), /gave a chunk of the type object: give text or bytes/);
  });

  for (
    const [why, options] of [["HEAD", { method: "HEAD" }], ["a 204", { status: 204 }]] as const
  ) {
    test(`start() reads nothing of ${name} for ${why}`, async () => {
      const source = make(() => "chunk");
      const { sink, told } = start(source.chunks, options);
      assert.is(sink.finish, "ended");
      assert.is(sink.takeText(), "");
      await turn();
      assert.is(source.asked, 0);
      assert.is(source.stopped, 1);
      assert.equal(told.done, [{ outcome: "sent", bytes: 0 }]);
    });
  }

  test(`start() stops ${name} where the call takes no stream`, () => {
    const source = make(() => "chunk");
    const call = new FakeCall();
    const told = new Told();
    call.expire();
    new OpenStream(source.chunks).start(call, told);
    assert.is(source.asked, 0);
    assert.is(source.stopped, 1);
    assert.equal(told.done, [{ outcome: "aborted", bytes: 0 }]);
  });
}

test("start() leaves out chunks without a byte", async () => {
  async function* chunks() {
    yield "";
    yield new Uint8Array();
    yield "x";
  }
  const { sink } = start(chunks());
  await eventually("The end", () => sink.finish === "ended");
  assert.is(sink.takeText(), "x");
});

test("start() tells what a generator throws while it cleans up", async () => {
  const fault = new Error("The file was closed already");
  async function* chunks() {
    try {
      for (;;) yield new Uint8Array(64 * 1024);
    } finally {
      await Promise.reject(fault);
    }
  }
  const { sink, told } = start(chunks());
  await turn();
  sink.disconnect();
  await turn();
  assert.equal(told.errors, [fault]);
  assert.is(told.done.length, 1);
});

test("a stream that is read already is refused", () => {
  const stream = new ReadableStream();
  stream.getReader();
  assert.throws(() => new OpenStream(stream), /read already: return it unread/);
});

test("start() begins with the opening and leaves the heartbeat to the server", async () => {
  async function* chunks() {
    yield 1;
  }
  const encode = (chunk: unknown) => `<${chunk}>`;
  const prepared = new PreparedStream({
    chunks: chunks(),
    headers: ["a", "b"],
    opening: "hi ",
    isHeadFirst: true,
    heartbeat: 5,
    encode,
  });
  assert.equal(streamHeaders(prepared), ["a", "b"]);
  const { sink } = start(prepared);
  await eventually("The end", () => sink.finish === "ended");
  assert.is(sink.options.heartbeat, 5);
  assert.is(sink.takeText(), "hi <1>");
});

test("streamHeaders() of a plain stream says that it is bytes", () => {
  assert.equal(streamHeaders(new ReadableStream()), ["content-type", "application/octet-stream"]);
});

for (const [name, make] of SOURCES) {
  for (const [what, length] of [["less", 7], ["more", 3]] as const) {
    test(`start() cuts ${name} that gives ${what} than was announced, and tells why once`, async () => {
      const source = make((index) => ["é", new Uint8Array([51, 52, 53])][index]);
      const { sink, told } = start(source.chunks, { length });
      await eventually("The cut", () => sink.finish === "failed");
      assert.is(sink.take().length, what === "less" ? 5 : 2);
      assert.is(told.errors.length, 1);
      assert.match(String(told.errors[0]), /SPK_BAD_LENGTH: .* bytes of its content-length/);
      assert.equal(told.done.map(({ outcome }) => outcome), ["aborted"]);
      assert.is(source.stopped, what === "less" ? 0 : 1);
    });
  }

  test(`start() sends all of ${name} that is as long as was announced`, async () => {
    const source = make((index) => ["é", new Uint8Array([51, 52, 53])][index]);
    const { sink, told } = start(source.chunks, { length: 5 });
    await eventually("The end", () => sink.finish === "ended");
    assert.is(sink.takeText(), "é345");
    assert.equal(told.errors, []);
  });
}

test.run();
