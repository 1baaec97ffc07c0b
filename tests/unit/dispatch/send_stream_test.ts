import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AnyHandler } from "../../../src/http/handler.ts";
import { NotFound } from "../../../src/http/http_errors.ts";
import { sse } from "../../../src/streaming/sse.ts";
import { stream } from "../../../src/streaming/stream.ts";
import { layeredDispatcher, type SomeLayers } from "../../support/dispatcher.ts";
import { FakeCall } from "../../support/fake_call.ts";
import { ITERATOR, STREAM } from "../../support/recorded_stream.ts";
import { beginCall } from "../../support/run_call.ts";

const test = suite("dispatch/send_stream");

const WAYS: readonly (readonly [kind: string, layers: SomeLayers])[] = [
  ["straight", {}],
  ["through hooks", { hooks: { onSend: [() => {}], onResponse: [() => {}] } }],
];

/** Begins a call whose handler returns a stream, and lets the stream run as far as it can. */
async function begin(handler: AnyHandler, layers: SomeLayers) {
  const dispatcher = layeredDispatcher(handler, layers);
  const call = new FakeCall();
  beginCall(dispatcher, call);
  await new Promise((resolve) => setTimeout(resolve));
  return { call, dispatcher, lines: dispatcher.lines.map((line) => JSON.parse(line)) };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));
const never = () => new Promise<never>(() => {});

for (const [kind, layers] of WAYS) {
  test(`a stream that fails half-way is cut, and logged once with its route, ${kind}`, async () => {
    const { call, lines } = await begin(async function* () {
      yield await Promise.resolve("part");
      throw new Error("Half-way");
    }, layers);
    assert.is(call.streamed?.sink.finish, "failed");
    assert.equal(lines.map(({ message, route, error }) => [message, route, error.message]), [
      ["Stream failed", "GET /here", "Half-way"],
    ]);
  });

  test(`a stream that fails aborts the signal, and does not blame the client, ${kind}`, async () => {
    let signal: AbortSignal | undefined;
    await begin(async function* (context) {
      signal = context.signal;
      yield await Promise.resolve("part");
      throw new Error("Half-way");
    }, layers);
    assert.is(signal?.reason.message, "The stream of the reply failed");
  });

  test(`a client that leaves a stream aborts the signal, ${kind}`, async () => {
    let signal: AbortSignal | undefined;
    const { call } = await begin((context) => {
      signal = context.signal;
      return new ReadableStream({ start: (controller) => controller.enqueue("first") });
    }, layers);
    assert.is(signal?.aborted, false);
    call.streamed?.sink.disconnect();
    assert.is(signal?.reason.message, "The client went away");
  });

  test(`a stream that is sent whole aborts nothing, ${kind}`, async () => {
    let signal: AbortSignal | undefined;
    const { call } = await begin((context) => {
      signal = context.signal;
      return new Blob(["whole"]).stream();
    }, layers);
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.is(call.streamed?.sink.takeText(), "whole");
    assert.is(signal?.aborted, false);
  });
}

for (const [way, layers] of WAYS) {
  test(`${STREAM[0]} sends its head at once, and is cut where it fails, ${way}`, async () => {
    let fail: (error: Error) => void = () => {};
    const source = STREAM[1](() => new Promise((_, reject) => fail = reject));
    const { call, dispatcher } = await begin(() => source.chunks, layers);
    assert.is(call.streamed?.status, 200);
    fail(new Error("The disk is gone"));
    await turn();
    assert.is(call.streamed?.sink.finish, "failed");
    assert.match(dispatcher.lines.join(""), /Stream failed.*The disk is gone/);
  });

  for (const [name, make] of [ITERATOR]) {
    test(`${name} that fails before its first chunk is answered as a handler is, ${way}`, async () => {
      const broken = await begin(() => make(() => Promise.reject(new Error("No"))).chunks, layers);
      assert.is(broken.call.replied?.status, 500);
      assert.equal(broken.lines.map(({ message, phase }) => [message, phase]), [
        ["Request failed", "handler"],
      ]);
      const lost = await begin(() => make(() => Promise.reject(new NotFound())).chunks, layers);
      assert.is(lost.call.replied?.status, 404);
      assert.equal(lost.lines, []);
    });

    test(`${name} that begins with what is no chunk is a 500, ${way}`, async () => {
      const source = make(() => ({ not: "a chunk" }));
      const { call, lines } = await begin(() => source.chunks, layers);
      assert.is(call.replied?.status, 500);
      assert.match(lines[0].error.message, /give text or bytes/);
      assert.is(source.stopped, 1);
    });

    test(`${name} sends its head with the first chunk, an empty one as well, ${way}`, async () => {
      let give: (chunk: string) => void = () => {};
      const source = make((index) =>
        new Promise((resolve) => {
          if (index === 0) give = resolve;
        })
      );
      const { call } = await begin(() => source.chunks, layers);
      assert.is(call.streamed, undefined);
      give("");
      await turn();
      assert.is(call.streamed?.status, 200);
      call.streamed?.sink.disconnect();
    });

    test(`${name} is stopped where its call expires before the first chunk, ${way}`, async () => {
      let signal: AbortSignal | undefined;
      let give: (chunk: string) => void = () => {};
      const source = make(() => new Promise((resolve) => give = resolve));
      const { call, dispatcher, lines } = await begin((context) => {
        signal = context.signal;
        return source.chunks;
      }, layers);
      call.expire();
      dispatcher.expired(call, "disconnect");
      assert.is(source.stopped, 1);
      assert.is(signal?.reason.message, "The client went away");
      give("late");
      await turn();
      assert.is(source.asked, 1);
      assert.is(source.stopped, 1);
      assert.is(call.streamed, undefined);
      assert.equal(lines, []);
    });
  }

  test(`an error handler answers what a stream throws before its first chunk, ${way}`, async () => {
    const errorHandlers = [new Map([[null, (error: unknown) => ({ said: String(error) })]])];
    const { call } = await begin(async function* () {
      await Promise.reject("No");
      yield "never";
    }, { ...layers, errorHandlers });
    assert.is(call.replied?.status, 500);
    assert.is(call.replied?.body, '{"said":"No"}');
  });

  test(`an error handler's own stream that fails at once is given up, ${way}`, async () => {
    const broken = () => ITERATOR[1](() => Promise.reject(new Error("Twice"))).chunks;
    const errorHandlers = [new Map([[null, broken]])];
    const { call, lines } = await begin(() => Promise.reject(new Error("Once")), {
      ...layers,
      errorHandlers,
    });
    assert.is(call.replied?.status, 500);
    assert.equal(lines.map(({ message }) => message), ["Request failed", "Error handler failed"]);
  });
}

const LATE: readonly (readonly [name: string, wrap: (body: ReadableStream) => object])[] = [
  ["a stream", (body) => body],
  ["a web Response", (body) => new Response(body)],
  ["a reply of stream()", (body) => stream(body)],
  ["a reply of sse()", (body) => sse(body)],
  ["an async iterable", (body) => ({
    [Symbol.asyncIterator]: () => ({ next: never, return: () => body.cancel() }),
  })],
];

for (const [way, layers] of WAYS) {
  for (const [name, wrap] of LATE) {
    test(`${name} that comes after the deadline is cancelled, ${way}`, async () => {
      let cancelled = 0;
      const body = new ReadableStream({ cancel: () => void (cancelled += 1) });
      let give: (value: object) => void = () => {};
      const { call, dispatcher } = await begin(
        () => new Promise<object>((resolve) => give = resolve),
        layers,
      );
      call.expire();
      dispatcher.expired(call, "timeout");
      give(wrap(body));
      await turn();
      assert.is(cancelled, 1);
    });
  }
}

for (const result of ["value", "stream", "Response"] as const) {
  test(`a ${result} that an onSend hook gives too late is dropped, and what it holds cancelled`, async () => {
    let cancelled = 0;
    const body = () => new ReadableStream({ cancel: () => void (cancelled += 1) });
    const values = { value: {}, stream: body(), Response: new Response(body()) };
    let give: (value: object) => void = () => {};
    const hook = () => new Promise<object>((resolve) => give = resolve);
    const { call, dispatcher } = await begin(() => body(), { hooks: { onSend: [hook] } });
    call.expire();
    dispatcher.expired(call, "disconnect");
    assert.is(cancelled, 1);
    give(values[result]);
    await turn();
    assert.is(cancelled, result === "value" ? 1 : 2);
  });
}

test("onResponse sees the end of a stream, not its start", async () => {
  const seen: unknown[] = [];
  const onResponse = [
    (_: unknown, { status, bytes, outcome }: object & Record<string, unknown>) =>
      void seen.push([status, bytes, outcome]),
  ];
  const body = new ReadableStream({ start: (controller) => controller.enqueue("first") });
  const { call } = await begin(() => body, {
    hooks: { onResponse: onResponse as never },
  });
  assert.equal(seen, []);
  call.streamed?.sink.disconnect();
  assert.equal(seen, [[200, 0, "aborted"]]);
});

test.run();
