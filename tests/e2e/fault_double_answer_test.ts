import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type AnyContext, Spikard } from "../../mod.ts";
import type { Connection } from "../../src/bridge/mod.ts";
import type { Call } from "../../src/http/call.ts";
import type { ReplySink } from "../../src/http/streams.ts";
import { expectProblem, expectText } from "../support/answers.ts";
import { serveCalls } from "../support/bridge_server.ts";
import { captureLog } from "../support/captured_log.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("fault: a second answer");
const lines = captureLog(test);
const serve = withServer(test);
const connections: Connection[] = [];

test.after.each(async () => {
  await Promise.all(connections.splice(0).map((connection) => connection.close(0)));
});

function streamOf(call: Call): ReplySink {
  return call.replyStream(200, "", { heartbeat: 0 });
}

/** Pairs of answers to one call: the first one counts. */
const PAIRS: readonly (readonly [name: string, answer: (call: Call) => void])[] = [
  ["a reply and a reply", (call) => {
    call.reply(200, "", "first");
    call.reply(201, "", "second");
  }],
  ["a reply and a stream", (call) => {
    call.reply(200, "", "first");
    const sink = streamOf(call);
    sink.write("second");
    sink.end();
  }],
  ["a stream and a reply", (call) => {
    const sink = streamOf(call);
    call.reply(201, "", "second");
    sink.write("first");
    sink.end();
  }],
  ["a stream and a stream", (call) => {
    const [first, second] = [streamOf(call), streamOf(call)];
    second.write("second");
    second.end();
    first.write("first");
    first.end();
  }],
  ["a stream that goes on behind its end", (call) => {
    const sink = streamOf(call);
    sink.write("first");
    sink.end();
    sink.write("second");
    sink.fail();
    sink.end();
  }],
];

for (const [name, answer] of PAIRS) {
  test(`of ${name} the first one is sent, whole`, async () => {
    const server = serveCalls(answer);
    connections.push(server);
    const url = `http://127.0.0.1:${server.port}/`;
    for (let round = 0; round < 20; round++) {
      assert.is(await expectText(await fetch(url)), "first");
    }
    await eventually("the end of all streams", () => server.stats().streams === 0);
    assert.is(server.stats().slotsInUse, 0);
  });
}

test("what is set after the answer reaches neither it nor the next one", async () => {
  let late: AnyContext["set"] | undefined;
  const app = new Spikard().get("/", ({ set }) => {
    late?.header("x-late", "1");
    late?.status(418);
    late = set;
    return "here";
  });
  const { port } = await serve(app);
  const client = await connectRaw(port);
  for (let round = 0; round < 3; round++) {
    const { status, headers } = await client.exchange(getRequest("/"));
    assert.equal([status, headers.has("x-late")], [200, false]);
  }
});

test("a Response that answers a second request is a 500 there, and the log says why", async () => {
  const response = new Response("once");
  const { url } = await serve(new Spikard().get("/", () => response));
  assert.is(await expectText(await fetch(url)), "once");
  await expectProblem(await fetch(url), 500);
  assert.is(lines.length, 1);
  assert.match(lines[0] ?? "", /read already/);
});

test("a ReadableStream that answers a second request is a 500 there, and goes on for the first", async () => {
  let send = () => {};
  const chunks = new ReadableStream<string>({
    start(controller) {
      controller.enqueue("first ");
      send = () => {
        controller.enqueue("last");
        controller.close();
      };
    },
  });
  const { url } = await serve(new Spikard().get("/", () => chunks));
  const first = await fetch(url);
  await expectProblem(await fetch(url), 500);
  send();
  assert.is(await expectText(first), "first last");
  assert.match(lines.join(""), /read already/);
});

test("an iterator is not asked again behind its end, and not told to stop", async () => {
  const asked: string[] = [];
  const chunks = {
    [Symbol.asyncIterator]: () => ({
      next() {
        asked.push("next");
        return Promise.resolve({ done: asked.length > 1, value: "chunk" });
      },
      return() {
        asked.push("return");
        return Promise.resolve({ done: true as const, value: undefined });
      },
    }),
  };
  const server = await serve(new Spikard().get("/", () => chunks));
  assert.is(await expectText(await fetch(server.url)), "chunk");
  await eventually("the end of the stream", () => server.stats().streams === 0);
  assert.equal(asked, ["next", "next"]);
});

test("next() called twice is a 500 whose log line says so, and the handler runs once", async () => {
  let runs = 0;
  const app = new Spikard().use(async (_, next) => {
    await next();
    return next();
  });
  app.get("/", () => ++runs);
  await expectProblem(await fetch((await serve(app)).url), 500);
  assert.is(runs, 1);
  assert.match(lines.join(""), /next\(\)/);
});

test.run();
