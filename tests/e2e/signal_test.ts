import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type AnyContext, Spikard } from "../../mod.ts";
import { expectText } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("signal");
const serve = withServer(test);
captureLog(test);

/** Resolves never; writes down why its request was given up. */
function wait({ signal }: AnyContext, reasons: string[]): Promise<string> {
  signal.addEventListener(
    "abort",
    () => reasons.push(`${signal.reason.name}: ${signal.reason.message}`),
  );
  return new Promise(() => {});
}

for (const hooks of [false, true]) {
  const kind = hooks ? "with hooks" : "without hooks";

  test(`the signal aborts once when the client goes away, ${kind}`, async () => {
    const reasons: string[] = [];
    const app = new Spikard();
    if (hooks) app.onSend(() => {});
    let hasBegun = false;
    app.get("/", (context) => {
      hasBegun = true;
      return wait(context, reasons);
    });
    const server = await serve(app);
    const client = await connectRaw(server.port);
    client.send(getRequest("/"));
    await eventually("the handler's start", () => hasBegun);
    await client.close();
    await eventually("the slot is free", () => server.stats().slotsInUse === 0);
    await eventually("the abort", () => reasons.length > 0);
    assert.equal(reasons, ["AbortError: The client went away"]);
  });

  test(`the signal aborts at the deadline, ${kind}`, async () => {
    const reasons: string[] = [];
    const app = new Spikard({ handlerTimeout: "100ms" });
    if (hooks) app.onSend(() => {});
    app.get("/", (context) => wait(context, reasons));
    assert.is((await fetch((await serve(app)).url)).status, 504);
    await eventually("the abort", () => reasons.length > 0);
    assert.equal(reasons, ["TimeoutError: The handler missed its deadline"]);
  });

  test(`the signal aborts near the end of a stop, and the handler may still answer, ${kind}`, async () => {
    const app = new Spikard();
    if (hooks) app.onSend(() => {});
    let hasBegun = false;
    app.get("/", ({ signal }) =>
      new Promise<string>((resolve) => {
        hasBegun = true;
        signal.addEventListener("abort", () => resolve(String(signal.reason.message)));
      }));
    const server = await serve(app);
    const response = fetch(server.url);
    await eventually("the handler's start", () => hasBegun);
    await server.close({ timeout: "1s" });
    assert.is(await expectText(await response, 200), "The server is stopping");
  });

  test(`the signal aborts when the client leaves a stream, ${kind}`, async () => {
    const seen: string[] = [];
    const app = new Spikard();
    if (hooks) app.onSend(() => {});
    app.get("/", ({ signal }) => {
      signal.addEventListener("abort", () => seen.push("aborted"));
      return endless(() => seen.push("returned"));
    });
    const server = await serve(app);
    const leaving = new AbortController();
    const response = await fetch(server.url, { signal: leaving.signal });
    await response.body?.getReader().read();
    leaving.abort();
    await eventually("both ends", () => seen.length === 2);
    assert.equal(seen.sort(), ["aborted", "returned"]);
  });
}

async function* endless(onReturn: () => void): AsyncGenerator<string> {
  try {
    for (;;) {
      yield "x";
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } finally {
    onReturn();
  }
}

test("the signal of the web-standard request aborts with that of the context", async () => {
  const reasons: string[] = [];
  let hasBegun = false;
  const app = new Spikard();
  app.get("/", ({ request }) => {
    hasBegun = true;
    const { signal } = request;
    signal.addEventListener("abort", () => reasons.push(signal.reason.message));
    return new Promise<void>(() => {});
  });
  const server = await serve(app);
  const client = await connectRaw(server.port);
  client.send(getRequest("/"));
  await eventually("the handler's start", () => hasBegun);
  await client.close();
  await eventually("the abort", () => reasons.length > 0);
  assert.equal(reasons, ["The client went away"]);
});

test("a signal that nobody reads before the abort is aborted when it is read", async () => {
  const seen: boolean[] = [];
  const app = new Spikard({ handlerTimeout: "50ms" });
  app.get("/", async (context) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    seen.push(context.signal.aborted);
  });
  assert.is((await fetch((await serve(app)).url)).status, 504);
  await eventually("the handler's end", () => seen.length > 0);
  assert.equal(seen, [true]);
});

test("the signal of a request that was answered does not abort", async () => {
  const signals: AbortSignal[] = [];
  const app = new Spikard();
  app.get("/", ({ signal }) => {
    signals.push(signal);
    return "done";
  });
  const server = await serve(app);
  const client = await connectRaw(server.port);
  await client.exchange(getRequest("/"));
  await client.close();
  await eventually("the end of the connection", () => server.stats().connections === 0);
  assert.equal(signals.map(({ aborted }) => aborted), [false]);
});

test.run();
