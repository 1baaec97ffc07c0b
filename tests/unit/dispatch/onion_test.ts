import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AnyHandler, Middleware, Sendable } from "../../../src/http/handler.ts";
import { NotFound } from "../../../src/http/http_errors.ts";
import { json } from "../../../src/http/replies.ts";
import { layeredDispatcher } from "../../support/dispatcher.ts";
import { FakeCall } from "../../support/fake_call.ts";
import { beginCall, runCall } from "../../support/run_call.ts";
import { eventually } from "../../support/waiting.ts";

const test = suite("dispatch/onion");

async function run(middleware: readonly Middleware[], handler: AnyHandler = () => "made") {
  const dispatcher = layeredDispatcher(handler, { middleware });
  const reply = await runCall(dispatcher, new FakeCall());
  return { ...reply, lines: dispatcher.lines.map((line) => JSON.parse(line)) };
}

const HANDLERS: readonly (readonly [kind: string, handler: AnyHandler])[] = [
  ["a handler", () => "made"],
  ["an asynchronous handler", () => Promise.resolve("made")],
  ["a handler that returns a thenable", () => ({
    then: (keep: (value: string) => void) => keep("made"),
  })],
];

for (const [kind, handler] of HANDLERS) {
  test(`next() resolves to what ${kind} gave`, async () => {
    const seen: unknown[] = [];
    const { body } = await run([async (_context, next) => {
      const value = await next();
      seen.push(value);
      return value;
    }], handler);
    assert.equal(seen, ["made"]);
    assert.is(body, "made");
  });
}

test("a middleware may change what goes out", async () => {
  const envelope: Middleware = async (_context, next) => ({ data: await next() });
  const { body } = await run([envelope, envelope]);
  assert.is(body, '{"data":{"data":"made"}}');
});

test("a middleware may be synchronous on both ways", async () => {
  assert.is((await run([(_context, next) => next(), (_context, next) => next()])).body, "made");
});

test("a middleware that does not call next() answers, and nothing inside it runs", async () => {
  let runs = 0;
  const inner: Middleware = (_context, next) => {
    runs += 1;
    return next();
  };
  for (const outer of [() => "mine", () => Promise.resolve("mine")]) {
    assert.is((await run([outer, inner])).body, "mine");
  }
  assert.is(runs, 0);
});

test("next() rejects with what the inside throws, and a middleware may answer it", async () => {
  const rescue: Middleware = async (_context, next) => {
    try {
      return await next();
    } catch (error) {
      return { rescued: (error as Error).message };
    }
  };
  const inside: readonly AnyHandler[] = [
    () => {
      throw new NotFound("Lost");
    },
    () => Promise.reject(new NotFound("Lost")),
  ];
  for (const handler of inside) {
    assert.is((await run([rescue], handler)).body, '{"rescued":"Lost"}');
  }
});

test("a throw that no middleware takes is the problem of its error", async () => {
  const pass: Middleware = async (_context, next) => await next();
  const { status, lines } = await run([pass, pass], () => Promise.reject(new NotFound()));
  assert.is(status, 404);
  assert.equal(lines, []);
});

test("a middleware that throws itself is a failure of the handler's phase", async () => {
  for (
    const broken of [() => {
      throw new Error("Broken");
    }, () => Promise.reject(new Error("Broken"))]
  ) {
    const { status, lines } = await run([broken]);
    assert.is(status, 500);
    assert.equal(lines.map(({ phase }) => phase), ["handler"]);
  }
});

test("a second next() is refused, and names the middleware", async () => {
  let runs = 0;
  const { status, lines } = await run([async function greedy(_context, next) {
    await next();
    return await next();
  }], () => `made ${runs += 1}`);
  assert.is(status, 500);
  assert.is(runs, 1);
  assert.match(lines[0].error.message, /SPK_NEXT_TWICE: The middleware "greedy" called next\(\)/);
});

test("a second next() beside the first is refused too", async () => {
  const { status } = await run([async (_context, next) => {
    const [value] = await Promise.all([next(), next()]);
    return value;
  }, (_context, next) => next()]);
  assert.is(status, 500);
});

const FORGETFUL: readonly (readonly [name: string, middleware: Middleware])[] = [
  ["neither waits nor returns", (_context, next) => void next()],
  ["waits and does not return", async (_context, next) => void await next()],
];

for (const [name, middleware] of FORGETFUL) {
  for (const [kind, handler] of HANDLERS) {
    test(`a middleware that ${name} cannot lose the result of ${kind}`, async () => {
      const { status, lines } = await run([middleware], handler);
      assert.is(status, 500);
      assert.match(lines[0].error.message, /SPK_RESULT_LOST/);
    });
  }

  test(`a middleware that ${name} around nothing is a 204`, async () => {
    for (const handler of [() => {}, async () => {}]) {
      assert.is((await run([middleware], handler)).status, 204);
    }
  });
}

const FAILING: readonly (readonly [kind: string, handler: AnyHandler])[] = [
  ["throws", () => {
    throw new Error("Broken");
  }],
  ["rejects", () => Promise.reject(new Error("Broken"))],
  ["rejects later", async () => {
    await new Promise((resolve) => setTimeout(resolve));
    throw new Error("Broken");
  }],
];

const SWALLOWING: readonly (readonly [name: string, middleware: Middleware])[] = [
  ["neither waits nor returns", (_context, next) => void next()],
  // deno-lint-ignore require-await -- what is forgotten here is the await
  ["is asynchronous and does not wait", async (_context, next) => void next()],
  ["catches and returns nothing", async (_context, next) => {
    try {
      await next();
    } catch { /* Nothing to say. */ }
  }],
];

for (const [name, middleware] of SWALLOWING) {
  for (const [kind, handler] of FAILING) {
    test(`a middleware that ${name} cannot hide that a handler ${kind}`, async () => {
      const { status, lines } = await run([middleware], handler);
      assert.is(status, 500);
      assert.equal(lines.map(({ error }) => error.message), ["Broken"]);
    });
  }
}

/** A stream that tells when it is cancelled. */
function watchedStream() {
  let cancels = 0;
  const stream = new ReadableStream<string>({
    pull: (own) => own.enqueue("x"),
    cancel: () => void (cancels += 1),
  });
  return { stream, cancelled: () => cancels };
}

const REPLACING: readonly (readonly [name: string, middleware: Middleware])[] = [
  ["answers text", async (_context, next) => (await next(), "mine")],
  ["answers an object", async (_context, next) => (await next(), { mine: true })],
  ["answers at once", (_context, next) => (void next(), "mine")],
  ["answers with a Response", async (_context, next) => (await next(), new Response("mine"))],
  ["throws", async (_context, next) => {
    await next();
    throw new NotFound();
  }],
];

for (const [name, middleware] of REPLACING) {
  for (const hooks of [{}, { onSend: [() => {}] }]) {
    const where = "onSend" in hooks ? ", with hooks" : "";
    test(`what a handler gave is cancelled, once, where a middleware ${name}${where}`, async () => {
      const wrap: readonly ((stream: ReadableStream<string>) => Sendable)[] = [
        (stream) => stream,
        (stream) => json(stream),
        (stream) => new Response(stream.pipeThrough(new TextEncoderStream())),
        (stream) => Promise.resolve(stream) as unknown as Sendable,
      ];
      for (const give of wrap) {
        const { stream, cancelled } = watchedStream();
        const layers = { middleware: [middleware], hooks };
        await runCall(layeredDispatcher(() => give(stream), layers), new FakeCall());
        await eventually("The cancelling", () => cancelled() === 1);
      }
    });
  }
}

test("what a handler gave stays readable for a stream that a middleware makes of it", async () => {
  async function* shout(made: Promise<Sendable>): AsyncGenerator<string> {
    for await (const chunk of await made as AsyncIterable<string>) yield chunk.toUpperCase();
  }
  async function* quiet(): AsyncGenerator<string> {
    yield "a";
    yield "b";
  }
  const middleware: readonly Middleware[] = [
    async (_context, next) => shout(Promise.resolve(await next())),
    (_context, next) => shout(next()),
  ];
  for (const layer of middleware) {
    const call = new FakeCall();
    beginCall(layeredDispatcher(() => quiet(), { middleware: [layer] }), call);
    await eventually("The end", () => call.streamed?.sink.finish === "ended");
    assert.is(call.streamed?.sink.takeText(), "AB");
  }
});

test("what a handler gave is cancelled once the stream in its place has ended", async () => {
  const { stream, cancelled } = watchedStream();
  const call = new FakeCall();
  const other: Middleware = async (_context, next) => (await next(), new Blob(["other"]).stream());
  beginCall(layeredDispatcher(() => stream, { middleware: [other] }), call);
  await eventually("The end", () => call.streamed?.sink.finish === "ended");
  assert.is(call.streamed?.sink.takeText(), "other");
  assert.is(cancelled(), 1);
});

for (const isLate of [false, true]) {
  const when = isLate ? "before the middleware answers" : "while the answer has not begun";
  test(`what a handler gave is cancelled where the call expires ${when}`, async () => {
    const { stream, cancelled } = watchedStream();
    const call = new FakeCall();
    async function* never(): AsyncGenerator<string> {
      await new Promise(() => {});
      yield "never";
    }
    const gate = Promise.withResolvers<void>();
    const slow: Middleware = async (_context, next) => {
      await next();
      if (isLate) await gate.promise;
      return never();
    };
    const dispatcher = layeredDispatcher(() => stream, { middleware: [slow] });
    beginCall(dispatcher, call);
    await new Promise((resolve) => setTimeout(resolve));
    assert.is(cancelled(), 0);
    call.expire();
    dispatcher.expired(call, "disconnect");
    gate.resolve();
    await eventually("The cancelling", () => cancelled() === 1);
  });
}

test.run();
