import { suite } from "uvu";
import * as assert from "uvu/assert";
import { controller, get, runServer, Spikard } from "../../mod.ts";
import { expectJson, expectProblem, expectRawProblem } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { expectRejection, expectThrow } from "../support/errors.ts";
import { Gate } from "../support/gate.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("options");
const serve = withServer(test);
captureLog(test);

/** An options object as a program in JavaScript may pass it. */
// deno-lint-ignore no-explicit-any
const untyped = (options: unknown): any => options;

function app(): Spikard {
  return new Spikard().get("/", () => "hello");
}

const REFUSED: readonly (readonly [what: string, run: () => unknown, says: readonly string[]])[] = [
  ["new Spikard()", () => new Spikard(untyped({ bodylimit: 1 })), ['"bodylimit"', '"bodyLimit"?']],
  ["a route", () => app().get("/x", untyped({ tag: [] }), () => {}), ['"tag"', '"tags"?']],
  ["register()", () => app().register(get("/x")(() => {}), untyped({ prefx: "/" })), ['"prefix"?']],
  ["controller()", () => controller("/x", untyped({ tagz: [] })), ['"tagz"', '"tags"?']],
];

for (const [what, run, says] of REFUSED) {
  test(`${what} refuses an unknown option, and guesses what was meant`, () => {
    expectThrow(run, { code: "SPK_UNKNOWN_OPTION", says: ["Did you mean", ...says] });
  });
}

const REJECTED: readonly (readonly [options: object, says: readonly string[]])[] = [
  [{ prot: 1 }, ['"prot"', '"port"?']],
  [{ limits: { slot: 1 } }, ['"slot"', '"slots"?']],
  [{ timeouts: { heads: 1 } }, ['"heads"', '"head"?']],
];

for (const [options, says] of REJECTED) {
  test(`listen() and run() refuse ${JSON.stringify(options)}`, async () => {
    const expected = { code: "SPK_UNKNOWN_OPTION", says: ["Did you mean", ...says] };
    await expectRejection(app().listen(untyped(options)), expected);
    await expectRejection(app().run(untyped(options)), expected);
    await expectRejection(runServer(app(), untyped(options)), expected);
  });
}

test("options that belong to run() are refused by listen()", async () => {
  for (const key of ["banner", "signals"]) {
    const expected = { code: "SPK_UNKNOWN_OPTION", says: [`"${key}"`] };
    await expectRejection(app().listen(untyped({ [key]: undefined })), expected);
  }
});

test("what is not built yet is refused as unknown", async () => {
  expectThrow(() => new Spikard(untyped({ trustProxy: true })), {
    code: "SPK_UNKNOWN_OPTION",
    says: ["trustProxy"],
  });
  for (const key of ["tls", "http2", "workers", "unix", "reusePort"]) {
    const expected = { code: "SPK_UNKNOWN_OPTION", says: [key] };
    await expectRejection(app().listen(untyped({ [key]: true })), expected);
  }
});

const BAD_VALUES: readonly (readonly [options: object, says: readonly string[]])[] = [
  [{ port: "8000" }, ['"port"', '"8000"']],
  [{ port: 65_536 }, ['"port"', "65536"]],
  [{ port: -1 }, ['"port"', "-1"]],
  [{ port: 1.5 }, ['"port"', "1.5"]],
  [{ host: "" }, ['"host"', '""']],
  [{ host: "http://127.0.0.1" }, ['"host"']],
  [{ host: 1 }, ['"host"', "1"]],
  [{ threads: -1 }, ['"threads"', "-1"]],
  [{ limits: { slots: 0 } }, ['"limits.slots"', "0"]],
  [{ timeouts: { head: "soon" } }, ['"timeouts.head"', '"soon"', '"30s"']],
  [{ shutdownTimeout: "10 s" }, ['"shutdownTimeout"', '"10 s"', '"30s"']],
  [{ drainDelay: -1 }, ['"drainDelay"', "-1"]],
];

for (const [options, says] of BAD_VALUES) {
  test(`listen() refuses ${JSON.stringify(options)}`, async () => {
    await expectRejection(app().listen(untyped(options)), { code: "SPK_BAD_OPTION", says });
  });
}

test("new Spikard() refuses values that are no size and no time", () => {
  const says = ["bodyLimit", '"1 mb"', '"1mb"'];
  expectThrow(() => new Spikard(untyped({ bodyLimit: "1 mb" })), { code: "SPK_BAD_OPTION", says });
  const time = ["handlerTimeout", "-1", '"30s"'];
  expectThrow(() => new Spikard(untyped({ handlerTimeout: -1 })), {
    code: "SPK_BAD_OPTION",
    says: time,
  });
  expectThrow(() => new Spikard(untyped("8000")), { code: "SPK_BAD_OPTION", says: ["object"] });
});

test("handlerTimeout of a route goes before that of the app", async () => {
  const app = new Spikard({ handlerTimeout: 50 });
  const gate = new Gate();
  app.get("/app", () => gate.pass().then(() => "late"));
  app.get("/route", { handlerTimeout: 0 }, () => gate.pass().then(() => "in time"));
  const { url } = await serve(app);
  const unlimited = fetch(`${url}/route`);
  await expectProblem(await fetch(`${url}/app`), 504);
  gate.open();
  assert.is(await (await unlimited).text(), "in time");
});

test("a request that finds no slot in time is a 503 problem with Retry-After", async () => {
  const gate = new Gate();
  const app = new Spikard().get("/", () => gate.pass().then(() => ({ done: true })));
  const { url } = await serve(app, { limits: { slots: 1, slotWait: 20 } });
  const first = fetch(url);
  await eventually("That the first handler runs", () => gate.arrived === 1);
  const response = await fetch(url);
  assert.ok(Number(response.headers.get("retry-after")) >= 1);
  const problem = await expectProblem(response, 503);
  assert.is(problem.type, "https://spikard.dev/errors/service-unavailable");
  gate.open();
  assert.equal(await expectJson(await first), { done: true });
});

test("a streamed reply beyond limits.streams is a 503 problem with Retry-After", async () => {
  const app = new Spikard().get("/", () => new ReadableStream({ start: (c) => c.enqueue("a") }));
  const { url } = await serve(app, { limits: { streams: 1 } });
  const first = await fetch(url);
  assert.is(first.status, 200);
  const second = await fetch(url);
  assert.ok(Number(second.headers.get("retry-after")) >= 1);
  await expectProblem(second, 503);
  await first.body?.cancel();
  await eventually("Room for another stream", async () => {
    const { status, body } = await fetch(url);
    await body?.cancel();
    return status === 200;
  });
});

test("a head that does not come in time is a 408 problem and the end of the connection", async () => {
  const { port } = await serve(app(), { timeouts: { head: 100 } });
  const client = await connectRaw(port);
  expectRawProblem(await client.exchange("GET / HTTP/1.1\r\nhost:"), 408);
  await client.closed;
});

test("a body that stalls is a 408 problem and the end of the connection", async () => {
  const app = new Spikard().post("/", ({ body }) => String(body));
  const { port } = await serve(app, { timeouts: { body: 100 } });
  const client = await connectRaw(port);
  const head = "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n";
  expectRawProblem(await client.exchange(`${head}hello`), 408);
  await client.closed;
});

test("an idle connection is closed without a word", async () => {
  const { port } = await serve(app(), { timeouts: { idle: 100 } });
  const client = await connectRaw(port);
  assert.is((await client.exchange(getRequest("/"))).status, 200);
  await client.closed;
});

test("title and version are those of the app", () => {
  assert.not.throws(() => new Spikard({ title: "Bookshop", version: "1.2.3" }));
  expectThrow(() => new Spikard(untyped({ title: 1 })), {
    code: "SPK_BAD_OPTION",
    says: ['"title"'],
  });
});

test.run();
