import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AnyContext } from "../../../src/http/context.ts";
import type { AnyHandler } from "../../../src/http/handler.ts";
import type { OutgoingReply, SendHook } from "../../../src/http/hooks.ts";
import { NotFound } from "../../../src/http/http_errors.ts";
import { text } from "../../../src/http/replies.ts";
import { layeredDispatcher, type SomeLayers } from "../../support/dispatcher.ts";
import { FakeCall } from "../../support/fake_call.ts";
import { cycle } from "../../support/hostile_values.ts";
import { beginCall, runCall } from "../../support/run_call.ts";
import { eventually } from "../../support/waiting.ts";

const test = suite("dispatch/send_hooks");

async function send(handler: AnyHandler, onSend: readonly SendHook[], layers: SomeLayers = {}) {
  const dispatcher = layeredDispatcher(handler, { ...layers, hooks: { onSend } });
  const reply = await runCall(dispatcher, new FakeCall());
  return { ...reply, lines: dispatcher.lines.map((line) => JSON.parse(line)) };
}

/** A hook as it is, and one that does the same a little later. */
function bothWays(hook: SendHook): readonly (readonly [kind: string, hook: SendHook])[] {
  const later: SendHook = async (context, reply) => {
    await Promise.resolve();
    return hook(context, reply);
  };
  return [["a hook", hook], ["an asynchronous hook", later]];
}

for (
  const [kind, hook] of bothWays((_context, reply) => {
    reply.status = 202;
    reply.headers.set("x-a", "1");
  })
) {
  test(`${kind} changes status and headers`, async () => {
    const { status, headers, body } = await send(() => ({ a: 1 }), [hook]);
    assert.is(status, 202);
    assert.equal(headers, [["content-type", "application/json"], ["x-a", "1"]]);
    assert.is(body, '{"a":1}');
  });
}

test("a hook sees status, headers and the body as it will be sent", async () => {
  const seen: unknown[] = [];
  const look: SendHook = (_context, { status, headers, body }) => {
    seen.push(status, [...headers.pairs], body);
  };
  await send(() => ({ a: 1 }), [look]);
  await send(() => {}, [look]);
  await send(() => new Uint8Array([1, 2]), [look]);
  assert.equal(seen, [
    ...[200, ["content-type", "application/json"], '{"a":1}'],
    ...[204, [], undefined],
    ...[200, ["content-type", "application/octet-stream"], new Uint8Array([1, 2])],
  ]);
});

for (const [kind, hook] of bothWays(() => ({ replaced: true }))) {
  test(`a value of ${kind} is sent instead, and goes to the hooks behind it`, async () => {
    const bodies: unknown[] = [];
    const look: SendHook = (_context, { body }) => void bodies.push(body);
    const handler = () => text("a", 201).header("x-kept", "1");
    const { status, headers, body } = await send(handler, [look, hook, look]);
    assert.is(status, 201);
    assert.equal(headers, [["content-type", "application/json"], ["x-kept", "1"]]);
    assert.is(body, '{"replaced":true}');
    assert.equal(bodies, ["a", '{"replaced":true}']);
  });
}

test("a hook cannot write headers without a check", async () => {
  const push: SendHook = (_context, { headers }) => {
    // The types refuse it, JavaScript does not.
    (headers.pairs as string[]).push("x-a", "1\r\nx-b: 2");
  };
  const { headers } = await send(() => "a", [push]);
  assert.equal(headers, [["content-type", "text/plain; charset=utf-8"]]);
});

/** A stream that tells when it is cancelled. */
function watchedStream(): {
  readonly stream: ReadableStream<string>;
  readonly cancelled: () => number;
} {
  let cancels = 0;
  const cancel = () => void (cancels += 1);
  const stream = new ReadableStream<string>({ pull: (own) => own.enqueue("x"), cancel });
  return { stream, cancelled: () => cancels };
}

test("a stream that a hook replaces is cancelled, once", async () => {
  const { stream, cancelled } = watchedStream();
  for (const [, hook] of bothWays(() => "replaced")) {
    assert.is((await send(() => stream, [hook])).body, "replaced");
  }
  assert.is(cancelled(), 1);
});

test("a stream is cancelled where a hook fails, and where the client leaves while hooks run", async () => {
  const [failed, left] = [watchedStream(), watchedStream()];
  const refuse: SendHook = () => Promise.reject(new Error("Broken hook"));
  assert.is((await send(() => failed.stream, [refuse])).status, 500);
  const hooks = { onSend: [() => new Promise<void>(() => {})] };
  const dispatcher = layeredDispatcher(() => left.stream, { hooks });
  const call = new FakeCall();
  dispatcher.begin(call);
  assert.is(left.cancelled(), 0);
  call.expire();
  dispatcher.expired(call, "disconnect");
  assert.equal([failed.cancelled(), left.cancelled()], [1, 1]);
});

test("every stream that hooks put in the place of another is cancelled where none is sent", async () => {
  const streams = [watchedStream(), watchedStream(), watchedStream()] as const;
  const hooks = [() => streams[1].stream, () => streams[2].stream, () => "replaced"];
  assert.is((await send(() => streams[0].stream, hooks)).body, "replaced");
  assert.equal(streams.map(({ cancelled }) => cancelled()), [1, 1, 1]);
});

test("a stream that a hook replaces by another is cancelled once that one has ended", async () => {
  const { stream, cancelled } = watchedStream();
  const call = new FakeCall();
  const onSend = [() => new Blob(["other"]).stream()];
  beginCall(layeredDispatcher(() => stream, { hooks: { onSend } }), call);
  await eventually("The end", () => call.streamed?.sink.finish === "ended");
  assert.is(cancelled(), 0);
  assert.is(call.streamed?.sink.takeText(), "other");
  assert.is(cancelled(), 1);
});

test("a hook whose stream fails before its first chunk, each time, ends in a bare 500", async () => {
  async function* broken(): AsyncGenerator<string> {
    await Promise.reject(new Error("Broken hook"));
    yield "never";
  }
  const { status, headers, lines } = await send(() => "fine", [() => broken()]);
  assert.is(status, 500);
  assert.equal(headers, [["content-type", "application/problem+json"]]);
  assert.equal(lines.map(({ error }) => error.message), ["Broken hook", "Broken hook"]);
});

test("a hook may send a stream made of the one that it was given", async () => {
  async function* shout(body: unknown): AsyncGenerator<string> {
    for await (const chunk of body as AsyncIterable<string>) yield chunk.toUpperCase();
  }
  async function* quiet(): AsyncGenerator<string> {
    yield "a";
    yield "b";
  }
  const onSend: SendHook[] = [(_context, { body }) => shout(body)];
  const call = new FakeCall();
  beginCall(layeredDispatcher(() => quiet(), { hooks: { onSend } }), call);
  await new Promise((resolve) => setTimeout(resolve));
  assert.is(call.streamed?.sink.takeText(), "AB");
});

test("a stream goes through the hooks as it is", async () => {
  const bodies: unknown[] = [];
  const { stream } = watchedStream();
  const look: SendHook = (_context, { body }) => void bodies.push(body);
  const dispatcher = layeredDispatcher(() => stream, { hooks: { onSend: [look] } });
  const call = new FakeCall();
  beginCall(dispatcher, call);
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(bodies, [stream]);
  assert.is(call.streamed?.status, 200);
  call.streamed?.sink.disconnect();
});

test("a status without content drops the body", async () => {
  const hook: SendHook = (_context, reply) => {
    reply.status = 304;
  };
  assert.is((await send(() => "content", [hook])).body, "");
});

test("a problem goes through the hooks", async () => {
  const hook: SendHook = (_context, { headers }) => headers.set("x-a", "1");
  const { status, headers } = await send(() => {
    throw new NotFound();
  }, [hook]);
  assert.is(status, 404);
  assert.equal(headers, [["content-type", "application/problem+json"], ["x-a", "1"]]);
});

test("the answer of an error handler goes through the hooks, once", async () => {
  let runs = 0;
  const hook: SendHook = () => void (runs += 1);
  const errorHandlers = [new Map([[null, () => ({ shaped: true })]])];
  const { body } = await send(() => Promise.reject(new NotFound()), [hook], { errorHandlers });
  assert.is(body, '{"shaped":true}');
  assert.is(runs, 1);
});

const FAILURES: readonly (readonly [name: string, hook: SendHook])[] = [
  ["throws", () => {
    throw new Error("Broken hook");
  }],
  ["throws an HttpError", () => {
    throw new NotFound("Broken hook");
  }],
  ["rejects", () => Promise.reject(new Error("Broken hook"))],
  ["returns a cycle", () => cycle()],
  ["resolves to a cycle", () => Promise.resolve(cycle())],
  [
    "returns content that breaks",
    () =>
      Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new Error("Broken hook")) }),
  ],
  ["sets a wrong status", (_context: AnyContext, reply: OutgoingReply) => {
    reply.status = 99;
  }],
];

for (const [name, hook] of FAILURES) {
  test(`a hook that ${name} each time ends in a bare 500, logged twice`, async () => {
    let runs = 0;
    const counted: SendHook = (context, reply) => {
      runs += 1;
      return hook(context, reply);
    };
    const { status, headers, lines } = await send(() => "fine", [counted]);
    assert.is(status, 500);
    assert.equal(headers, [["content-type", "application/problem+json"]]);
    assert.is(runs, 2);
    assert.equal(lines.map(({ phase }) => phase), ["onSend", "onSend"]);
  });

  test(`a hook that ${name} once lets the 500 through the hooks before it`, async () => {
    let isFirst = true;
    const once: SendHook = (context, reply) => {
      if (!isFirst) return;
      isFirst = false;
      return hook(context, reply);
    };
    const mark: SendHook = (_context, { headers }) => headers.set("x-a", "1");
    const { status, headers, lines } = await send(() => "fine", [mark, once]);
    assert.is(status, 500);
    assert.equal(headers, [["content-type", "application/problem+json"], ["x-a", "1"]]);
    assert.is(lines.length, 1);
  });
}

test("an error handler answers the failure of a hook", async () => {
  const errorHandlers = [new Map([[null, () => "shaped"]])];
  let isFirst = true;
  const once: SendHook = () => {
    if (!isFirst) return;
    isFirst = false;
    throw new Error("Broken hook");
  };
  const { status, body } = await send(() => "fine", [once], { errorHandlers });
  assert.equal([status, body], [500, "shaped"]);
});

test("a hook that fails for every reply cannot keep an error handler from ending", async () => {
  let calls = 0;
  const errorHandlers = [new Map([[null, () => void (calls += 1)]])];
  const broken: SendHook = () => Promise.reject(new Error("Broken hook"));
  const handler = () => Promise.reject(new NotFound());
  const { status } = await send(handler, [broken], { errorHandlers });
  assert.is(status, 500);
  assert.is(calls, 1);
});

test.run();
