import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type AnyHandler, type ResponseResult, Spikard, sse } from "../../mod.ts";
import { block } from "../support/blocking.ts";
import { captureLog } from "../support/captured_log.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("an answer that comes after the deadline");
const lines = captureLog(test);
const serve = withServer(test);

/** Handlers that hold the event loop until their deadline has passed. */
const HANDLERS: readonly (readonly [name: string, handler: AnyHandler])[] = [
  ["returns text", () => {
    block(500);
    return "late";
  }],
  ["resolves to bytes", async () => {
    await Promise.resolve();
    block(500);
    return new Uint8Array(4);
  }],
  ["throws", () => {
    block(500);
    throw new Error("Late");
  }],
  ["reads its request", ({ header }) => {
    block(500);
    return { type: header("accept") };
  }],
  ["returns a generator", async function* () {
    await Promise.resolve();
    block(500);
    yield "late";
  }],
  ["returns an event stream", () => {
    block(500);
    return sse(new ReadableStream());
  }],
];

for (const [name, handler] of HANDLERS) {
  test(`of a handler that blocks and ${name} is told to onResponse as timed out, once`, async () => {
    const results: ResponseResult[] = [];
    const reasons: unknown[] = [];
    const app = new Spikard();
    app.use({
      onResponse: ({ signal }, result) => {
        results.push(result);
        reasons.push(signal.reason?.name);
      },
    });
    app.get("/", { handlerTimeout: "100ms" }, handler).get("/here", () => "here");
    const server = await serve(app);
    assert.is((await fetch(server.url)).status, 504);
    await eventually("the end", () => results.length > 0);
    assert.is(await (await fetch(`${server.url}/here`)).text(), "here");
    const seen = results.map(({ status, outcome, bytes }) => [status, outcome, bytes]);
    assert.equal(seen, [[504, "timedOut", 0], [200, "sent", 4]]);
    assert.is(reasons[0], "TimeoutError");
    assert.ok(lines.some((line) => line.includes("Handler missed its deadline")), lines.join(""));
    await eventually("freeing of the slots", () => server.stats().slotsInUse === 0);
    assert.is(server.stats().streams, 0);
  });
}

test.run();
