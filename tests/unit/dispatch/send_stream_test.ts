import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AnyHandler } from "../../../src/http/handler.ts";
import { layeredDispatcher, type SomeLayers } from "../../support/dispatcher.ts";
import { FakeCall } from "../../support/fake_call.ts";

const test = suite("dispatch/send_stream");

const WAYS: readonly (readonly [kind: string, layers: SomeLayers])[] = [
  ["straight", {}],
  ["through hooks", { hooks: { onSend: [() => {}], onResponse: [() => {}] } }],
];

/** Begins a call whose handler returns a stream, and lets the stream run as far as it can. */
async function begin(handler: AnyHandler, layers: SomeLayers) {
  const dispatcher = layeredDispatcher(handler, layers);
  const call = new FakeCall();
  dispatcher.begin(call);
  await new Promise((resolve) => setTimeout(resolve));
  return { call, lines: dispatcher.lines.map((line) => JSON.parse(line)) };
}

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
      return new ReadableStream();
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

test("onResponse sees the end of a stream, not its start", async () => {
  const seen: unknown[] = [];
  const onResponse = [
    (_: unknown, { status, bytes, outcome }: object & Record<string, unknown>) =>
      void seen.push([status, bytes, outcome]),
  ];
  const { call } = await begin(() => new ReadableStream(), {
    hooks: { onResponse: onResponse as never },
  });
  assert.equal(seen, []);
  call.streamed?.sink.disconnect();
  assert.equal(seen, [[200, 0, "aborted"]]);
});

test.run();
