import { suite } from "uvu";
import * as assert from "uvu/assert";
import { contextKey, type ResponseResult, Router, Spikard, text } from "../../mod.ts";
import { requestId, securityHeaders } from "../../src/middleware/mod.ts";
import { expectJson, expectProblem, expectText } from "../support/answers.ts";
import { block } from "../support/blocking.ts";
import { captureLog } from "../support/captured_log.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("hooks");
const serve = withServer(test);
const log = captureLog(test, { withPauses: true });

const user = contextKey<string>("user");

class OutOfTea extends Error {}

/** An app with a scope inside it; each layer writes its name down. */
function layered(seen: string[]): { app: Spikard; inner: Router } {
  const app = new Spikard();
  const inner = new Router();
  for (const [name, scope] of [["outer", app], ["inner", inner]] as const) {
    const see = (what: string) => () => void seen.push(`${name} ${what}`);
    scope.onRequest(see("onRequest")).preValidation(see("preValidation"));
    scope.preHandler(see("preHandler")).onSend(see("onSend")).onResponse(see("onResponse"));
    scope.use(async (_context, next) => {
      seen.push(`${name} middleware`);
      return await next();
    });
  }
  app.register(inner, { prefix: "/inner" });
  return { app, inner };
}

function names(scopes: readonly string[]): string[] {
  const hooks = ["onRequest", "preValidation", "preHandler", "middleware", "onSend", "onResponse"];
  return hooks.flatMap((hook) => scopes.map((scope) => `${scope} ${hook}`));
}

test("layers of a scope hold for it and those below, the outer ones first", async () => {
  const seen: string[] = [];
  const { app, inner } = layered(seen);
  app.get("/", () => "outer");
  inner.get("/", () => "inner");
  const { url } = await serve(app);
  await expectText(await fetch(`${url}/inner`), 200);
  assert.equal(seen.splice(0), names(["outer", "inner"]));
  await expectText(await fetch(url), 200);
  assert.equal(seen, names(["outer"]));
});

test("notFound() runs the layers of the app", async () => {
  const seen: string[] = [];
  const { app } = layered(seen);
  app.get("/", () => "here");
  app.notFound(({ path }) => ({ path }));
  const { url } = await serve(app);
  assert.equal(await expectJson(await fetch(`${url}/inner/none`), 404), { path: "/inner/none" });
  assert.equal(seen, names(["outer"]));
});

test("what a hook provides is what its own request gets", async () => {
  const app = new Spikard();
  app.onRequest(async ({ query, provide }) => {
    await new Promise((resolve) => setTimeout(resolve, Number(query["wait"])));
    provide(user, String(query["user"]));
  });
  app.get("/", ({ get, query }) => ({ asked: query["user"], got: get(user) }));
  const { url } = await serve(app);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => fetch(`${url}/?user=${i}&wait=${(i * 7) % 20}`)),
  );
  for (const [i, answer] of answers.entries()) {
    assert.equal(await expectJson(answer, 200), { asked: String(i), got: String(i) });
  }
});

test("a key that nothing was provided for is a 500 that the log names", async () => {
  const app = new Spikard();
  app.get("/", ({ get }) => get(user));
  await expectProblem(await fetch((await serve(app)).url), 500);
  assert.match(log.join(""), 'SPK_NOT_PROVIDED: Nothing was provided for the key \\"user\\"');
});

test("a hook's value answers in the place of the handler", async () => {
  let runs = 0;
  const app = new Spikard();
  app.preHandler(({ header }) => {
    if (header("authorization") === undefined) return new Response("Who?", { status: 401 });
  });
  app.onSend((_context, { headers }) => headers.set("x-sent", "yes"));
  app.get("/", () => `run ${runs += 1}`);
  const { url } = await serve(app);
  const refused = await fetch(url);
  assert.is(refused.headers.get("x-sent"), "yes");
  assert.equal([refused.status, await refused.text(), runs], [401, "Who?", 0]);
  const passed = await fetch(url, { headers: { authorization: "Bearer x" } });
  assert.equal([passed.status, await passed.text()], [200, "run 1"]);
});

test("the error handlers of the nearest scope come first, then the most derived class", async () => {
  const app = new Spikard();
  const inner = new Router();
  const fail = () => {
    throw new OutOfTea();
  };
  app.onError(OutOfTea, () => "outer OutOfTea").onError(() => "outer any");
  inner.onError(Error, () => "inner Error");
  app.get("/", fail).register(inner.get("/", fail), { prefix: "/inner" });
  const { url } = await serve(app);
  assert.is(await expectText(await fetch(url), 500), "outer OutOfTea");
  assert.is(await expectText(await fetch(`${url}/inner`), 500), "inner Error");
});

test("onSend() changes problems, streams and answers to HEAD", async () => {
  const app = new Spikard();
  app.onSend((_context, reply) => {
    reply.headers.set("x-was", String(reply.status));
    if (reply.status === 404) reply.status = 410;
  });
  app.get("/none", () => new Response(null, { status: 404 }));
  app.get("/stream", async function* () {
    yield "a";
    await new Promise((resolve) => setTimeout(resolve, 5));
    yield "b";
  });
  const { url } = await serve(app);
  const none = await fetch(`${url}/none`);
  assert.equal([none.status, none.headers.get("x-was")], [410, "404"]);
  const stream = await fetch(`${url}/stream`);
  assert.equal([stream.headers.get("x-was"), await stream.text()], ["200", "ab"]);
  const head = await fetch(`${url}/stream`, { method: "HEAD" });
  assert.equal([head.headers.get("x-was"), await head.text()], ["200", ""]);
});

test("a Response of onSend() keeps the headers of the hooks around it and of the handler", async () => {
  const app = new Spikard();
  app.use(securityHeaders(), requestId());
  app.onSend((_context, { status, headers }) => {
    headers.append("link", "</a>");
    headers.append("link", "</b>");
    return new Response("mine", { status: status + 1, headers: { "x-own": "1", "x-both": "own" } });
  });
  app.get("/", () => text("a").header("x-kept", "1").header("x-both", "a").cookie("c", "1"));
  const answer = await fetch((await serve(app)).url);
  assert.equal([answer.status, await answer.text()], [201, "mine"]);
  const values = ["x-kept", "x-own", "x-both", "link", "x-content-type-options"];
  assert.equal(values.map((name) => answer.headers.get(name)), [
    ...["1", "1", "own"],
    ...["</a>, </b>", "nosniff"],
  ]);
  assert.ok(answer.headers.get("x-request-id"));
  assert.equal(answer.headers.getSetCookie().length, 1);
});

test("onResponse() sees how each request ended", async () => {
  const results: [string, Omit<ResponseResult, "duration">][] = [];
  const app = new Spikard({ handlerTimeout: "150ms" });
  app.onResponse(({ route }, { status, bytes, outcome, duration }) => {
    assert.ok(duration >= 0);
    results.push([route.path, { status, bytes, outcome }]);
  });
  app.get("/whole", () => "é");
  app.get("/stream", () => new Blob(["a", "b"]).stream());
  app.get("/never", () => new Promise<string>(() => {}));
  let hasBegun = false;
  app.get("/left", { handlerTimeout: "1m" }, () => {
    hasBegun = true;
    return new Promise<string>(() => {});
  });
  const server = await serve(app);
  for (const path of ["/whole", "/stream", "/never"]) {
    await (await fetch(server.url + path)).arrayBuffer();
  }
  const client = await connectRaw(server.port);
  client.send(getRequest("/left"));
  await eventually("the handler's start", () => hasBegun);
  await client.close();
  await eventually("the last result", () => results.length === 4);
  assert.equal(results, [
    ["/whole", { status: 200, bytes: 2, outcome: "sent" }],
    ["/stream", { status: 200, bytes: 2, outcome: "sent" }],
    ["/never", { status: 504, bytes: 0, outcome: "timedOut" }],
    ["/left", { status: 0, bytes: 0, outcome: "aborted" }],
  ]);
});

test("a hook that fails once the reply is gone is logged, and the reply stands", async () => {
  const app = new Spikard();
  app.onResponse(() => Promise.reject(new Error("Metrics are down")));
  app.get("/", () => "fine");
  assert.is(await expectText(await fetch((await serve(app)).url), 200), "fine");
  await eventually("a line in the log", () => log.length > 0);
  assert.match(log[0] ?? "", /Hook failed.*"phase":"onResponse".*Metrics are down/);
});

test("a handler that holds the event loop is named in the log", async () => {
  const app = new Spikard();
  app.get("/report", function report() {
    block(300);
    return "done";
  });
  await expectText(await fetch(`${(await serve(app)).url}/report`), 200);
  await eventually("a line in the log", () => log.length > 0);
  assert.match(log[0] ?? "", /GET \/report held the event loop for \d+ ms \(handler report\)/);
});

test.run();
