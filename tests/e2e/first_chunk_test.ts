import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type AnyContext, BadRequest, type HookSet, NotFound, Spikard, sse } from "../../mod.ts";
import { captureLog } from "../support/captured_log.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { ITERATOR, STREAM } from "../support/recorded_stream.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("the first chunk of a stream");
const lines = captureLog(test);
const serve = withServer(test);

const never = new Promise<never>(() => {});

const HOOKS: readonly (readonly [way: string, hooks: HookSet])[] = [
  ["straight", {}],
  ["through hooks", { onSend: () => {}, onResponse: () => {} }],
];

for (const [way, hooks] of HOOKS) {
  test(`a generator that throws before it is answered as any handler, ${way}`, async () => {
    const app = new Spikard().use(hooks);
    app.get("/users/:id", async function* () {
      await Promise.reject(new NotFound("No such user"));
      yield "never";
    });
    app.get("/broken", async function* () {
      await Promise.reject(new Error("The disk is gone"));
      yield "never";
    });
    const { url } = await serve(app);
    const lost = await fetch(`${url}/users/7`);
    assert.is(lost.status, 404);
    assert.is(lost.headers.get("content-type"), "application/problem+json");
    assert.is((await lost.json() as { detail: string }).detail, "No such user");
    assert.equal(lines, []);
    const broken = await fetch(`${url}/broken`);
    assert.is(broken.status, 500);
    await broken.text();
    assert.is(lines.length, 1);
    assert.match(lines[0] ?? "", /"phase":"handler".*The disk is gone/);
  });

  for (const [name, make] of [ITERATOR]) {
    test(`${name} that fails before it goes to the error handler, ${way}`, async () => {
      const app = new Spikard().use(hooks);
      app.onError(BadRequest, (error) => ({ said: error.message }));
      app.get("/", () => make(() => Promise.reject(new BadRequest("Not so"))).chunks);
      const { url } = await serve(app);
      const response = await fetch(url);
      assert.is(response.status, 400);
      assert.equal(await response.json(), { said: "Not so" });
    });

    test(`${name} that is late with it is answered 504 and stopped, ${way}`, async () => {
      let signal: AbortSignal | undefined;
      const source = make(() => never);
      const app = new Spikard().use(hooks);
      app.get("/", { handlerTimeout: "50ms" }, (context: AnyContext) => {
        signal = context.signal;
        return source.chunks;
      });
      const server = await serve(app);
      assert.is((await fetch(server.url)).status, 504);
      await eventually("the stop", () => source.stopped === 1);
      assert.is(signal?.reason.name, "TimeoutError");
      assert.is(server.stats().slotsInUse, 0);
      assert.is(server.stats().streamsOpened, 0);
    });

    test(`${name} is stopped where its client leaves before it, ${way}`, async () => {
      const source = make(() => never);
      const app = new Spikard().use(hooks).get("/", () => source.chunks);
      const server = await serve(app);
      const client = await connectRaw(server.port);
      client.send(getRequest("/"));
      await eventually("the question", () => source.asked === 1);
      await client.close();
      await eventually("the stop", () => source.stopped === 1);
      await eventually("the end of the call", () => server.stats().slotsInUse === 0);
      assert.equal(lines, []);
    });

    test(`${name} that opens with an empty one has its head sent at once, ${way}`, async () => {
      const source = make((index) => index === 0 ? "" : never);
      const app = new Spikard().use(hooks).get("/", () => source.chunks);
      const server = await serve(app);
      assert.is((await fetch(server.url)).status, 200);
      assert.is(server.stats().slotsInUse, 0);
    });
  }

  test(`an event stream has its head sent before it, ${way}`, async () => {
    const source = ITERATOR[1](() => never);
    const app = new Spikard().use(hooks);
    app.get("/", () => sse(source.chunks as AsyncIterable<string>));
    const server = await serve(app);
    const response = await fetch(server.url);
    assert.is(response.headers.get("content-type"), "text/event-stream");
    await response.body?.cancel();
    await eventually("the stop", () => source.stopped === 1);
  });

  test(`a ReadableStream and a Response have their heads sent before it, ${way}`, async () => {
    const sources = [STREAM[1](() => never), STREAM[1](() => never)];
    const [stream, body] = sources.map(({ chunks }) => chunks as ReadableStream<Uint8Array>);
    const app = new Spikard().use(hooks);
    app.get("/stream", () => stream).get("/response", () => new Response(body));
    const server = await serve(app);
    for (const path of ["/stream", "/response"]) {
      const response = await fetch(server.url + path);
      assert.is(response.status, 200);
      assert.is(server.stats().slotsInUse, 0);
      await response.body?.cancel();
    }
    await eventually("the stops", () => sources.every(({ stopped }) => stopped === 1));
  });

  test(`a stream without one is an empty body, ${way}`, async () => {
    const app = new Spikard().use(hooks);
    app.get("/", async function* () {});
    const { url } = await serve(app);
    const response = await fetch(url);
    assert.is(response.status, 200);
    assert.is(await response.text(), "");
  });
}

test.run();
