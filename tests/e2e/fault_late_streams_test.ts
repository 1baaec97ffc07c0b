import { createReadStream } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Duration, type HookSet, Spikard, sse, stream } from "../../mod.ts";
import { captureLog } from "../support/captured_log.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { type RecordedSource, SOURCES } from "../support/recorded_stream.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("fault: a stream that nobody waits for any more");
const lines = captureLog(test);
const serve = withServer(test);

/** What a handler makes of a source. */
const WRAPS:
  readonly (readonly [name: string, wrap: (chunks: RecordedSource["chunks"]) => object])[] = [
    ["as it is", (chunks) => chunks],
    ["in stream()", (chunks) => stream(chunks as AsyncIterable<string>)],
    ["in sse()", (chunks) => sse(chunks as AsyncIterable<string>)],
  ];

const HOOKS: readonly (readonly [way: string, hooks: HookSet])[] = [
  ["straight", {}],
  ["through hooks", { onSend: () => {}, onResponse: () => {} }],
];

/** A route that gives its value once the test says so. */
class Held {
  readonly app = new Spikard();
  /** Lets the handler return. */
  go: () => void = () => {};
  hasBegun = false;
  hasEnded = false;

  constructor(
    make: () => object | Promise<object>,
    hooks: HookSet,
    handlerTimeout: Duration = "20s",
  ) {
    this.app.use(hooks).get("/", { handlerTimeout }, async () => {
      this.hasBegun = true;
      await new Promise<void>((resolve) => this.go = resolve);
      const made = await make();
      this.hasEnded = true;
      return made;
    });
  }
}

/** Lets the client of a request leave, then has the handler return what it made. */
async function leave(held: Held): Promise<void> {
  const server = await serve(held.app);
  const client = await connectRaw(server.port);
  client.send(getRequest("/"));
  await eventually("the handler", () => held.hasBegun);
  await client.close();
  await eventually("the end of the call", () => server.stats().slotsInUse === 0);
  held.go();
  await eventually("the value", () => held.hasEnded);
}

for (const [way, hooks] of HOOKS) {
  for (const [name, make] of SOURCES) {
    for (const [how, wrap] of WRAPS) {
      test(`${name}, ${how}, is stopped where its client has gone, ${way}`, async () => {
        const source = make(() => "chunk");
        await leave(new Held(() => wrap(source.chunks), hooks));
        await eventually("the stop", () => source.stopped === 1);
        assert.is(source.asked, 0);
        assert.equal(lines, []);
      });
    }

    test(`${name} is stopped where its deadline has passed, ${way}`, async () => {
      const source = make(() => "chunk");
      const held = new Held(() => source.chunks, hooks, "50ms");
      const server = await serve(held.app);
      assert.is((await fetch(server.url)).status, 504);
      held.go();
      await eventually("the stop", () => source.stopped === 1);
      await eventually("the count", () => server.stats().lateReplies === 1);
    });
  }

  test(`a web Response is cancelled where its client has gone, ${way}`, async () => {
    let cancelled = 0;
    const body = new ReadableStream({ cancel: () => void (cancelled += 1) });
    await leave(new Held(() => new Response(body), hooks));
    await eventually("the cancel", () => cancelled === 1);
  });

  test(`the body of a fetch is let go of where its client has gone, ${way}`, async () => {
    const upstream = new Spikard();
    const endless = SOURCES[0]![1](() => "x".repeat(1_000));
    upstream.get("/", () => endless.chunks);
    const server = await serve(upstream);
    await leave(new Held(() => fetch(server.url), hooks));
    await eventually("the end of its stream", () => server.stats().streams === 0);
    assert.is(endless.stopped, 1);
  });

  test(`a file is closed where its client has gone, ${way}`, async () => {
    const file = createReadStream(new URL(import.meta.url));
    let isClosed = false;
    file.on("close", () => isClosed = true);
    await leave(new Held(() => file, hooks));
    await eventually("the close", () => isClosed);
  });
}

for (const method of ["HEAD", "GET"]) {
  test(`a file is closed where ${method} asks for its head only`, async () => {
    const file = createReadStream(new URL(import.meta.url));
    let isClosed = false;
    file.on("close", () => isClosed = true);
    const app = new Spikard().get("/", ({ set }) => {
      if (method === "GET") set.status(304);
      return file;
    });
    const { url } = await serve(app);
    assert.is(await (await fetch(url, { method })).text(), "");
    await eventually("the close", () => isClosed);
  });
}

test("what a middleware forgets to return is cancelled", async () => {
  let cancelled = 0;
  const app = new Spikard();
  app.use(async (_context, next) => void await next());
  app.get("/", () => new ReadableStream({ cancel: () => void (cancelled += 1) }));
  const { url } = await serve(app);
  assert.is((await fetch(url)).status, 500);
  await eventually("the cancel", () => cancelled === 1);
});

test.run();
