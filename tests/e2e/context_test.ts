import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type AnyContext, Spikard } from "../../mod.ts";
import { expectJson, expectProblem, expectRawProblem, expectText } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { expectThrow } from "../support/errors.ts";
import { connectRaw, jsonOf } from "../support/raw_client.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("context");
const serve = withServer(test);
const log = captureLog(test);

test("url, path, method and ip describe the request", async () => {
  const app = new Spikard();
  app.get("/a%20b/:id", ({ url, path, method, ip }) => ({ url, path, method, ip }));
  const { url, port } = await serve(app);
  assert.equal(await expectJson(await fetch(`${url}/a%20b/%7e1?q=%7e`)), {
    url: `http://127.0.0.1:${port}/a%20b/~1?q=%7e`,
    path: "/a%20b/~1",
    method: "GET",
    ip: "127.0.0.1",
  });
});

test("url has the host as the request names it", async () => {
  const { port } = await serve(new Spikard().get("/", ({ url }) => ({ url })));
  const client = await connectRaw(port);
  const answer = await client.exchange("GET / HTTP/1.1\r\nhost: shop.example:81\r\n\r\n");
  assert.equal(jsonOf(answer), { url: "http://shop.example:81/" });
  const bad = await client.exchange("GET / HTTP/1.1\r\nhost: user@shop.example\r\n\r\n");
  expectRawProblem(bad, 400);
});

test("route is the matched route", async () => {
  const app = new Spikard();
  app.get("/users/:id", { name: "user", tags: ["users"] }, ({ route }) => {
    const { method, path, name, tags, source } = route;
    return { method, path, name, tags, source };
  });
  const { url } = await serve(app);
  assert.equal(await expectJson(await fetch(`${url}/users/1`)), {
    method: "GET",
    path: "/users/:id",
    name: "user",
    tags: ["users"],
    source: "GET /users/:id",
  });
});

test("id is one for each request", async () => {
  const app = new Spikard().get("/", (context) => ({ ids: [context.id, context.id] }));
  const { url } = await serve(app);
  const seen = new Set<string>();
  for (let round = 0; round < 20; round++) {
    // Its shape is the handler's.
    const { ids } = await expectJson(await fetch(url)) as { ids: [string, string] };
    assert.is(ids[0], ids[1]);
    seen.add(ids[0]);
  }
  assert.is(seen.size, 20);
});

test("request is the web-standard Request", async () => {
  const app = new Spikard();
  app.post("/echo", async ({ request }) => ({
    isRequest: request instanceof Request,
    method: request.method,
    url: request.url,
    token: request.headers.get("x-token"),
    json: await request.json(),
  }));
  const { url } = await serve(app);
  const init = { method: "POST", body: '{"é":1}', headers: { "x-token": "abc" } };
  assert.equal(await expectJson(await fetch(`${url}/echo?q=1`, init)), {
    isRequest: true,
    method: "POST",
    url: `${url}/echo?q=1`,
    token: "abc",
    json: { "é": 1 },
  });
});

test("a Request that is read twice is a 500 whose log line names the route", async () => {
  const app = new Spikard().post("/twice", async ({ request }) => {
    await request.text();
    return await request.text();
  });
  const { url } = await serve(app);
  await expectProblem(await fetch(`${url}/twice`, { method: "POST", body: "once" }), 500);
  assert.is(log.length, 1);
  assert.match(log[0] ?? "", '"route":"POST /twice"');
});

test("a request without a body has none", async () => {
  const app = new Spikard().get("/", async ({ request }) => [await request.text(), request.body]);
  const { url } = await serve(app);
  assert.equal(await expectJson(await fetch(url)), ["", null]);
});

test("members that were destructured go on working after a wait", async () => {
  const app = new Spikard();
  app.post("/:id", async ({ params, query, header, body, set }) => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    set.header("x-late", "yes");
    return { params, query, agent: header("user-agent"), body };
  });
  const { url } = await serve(app);
  const init = {
    method: "POST",
    body: "text",
    headers: { "user-agent": "test", "content-type": "text/plain" },
  };
  const response = await fetch(`${url}/1?q=2`, init);
  assert.is(response.headers.get("x-late"), "yes");
  const answer = { params: { id: "1" }, query: { q: "2" }, agent: "test", body: "text" };
  assert.equal(await expectJson(response), answer);
});

test("what was not read before the answer cannot be read after it", async () => {
  let kept: AnyContext | undefined;
  const app = new Spikard();
  app.post("/:id", (context) => {
    kept = context;
    return context.params;
  });
  const { url } = await serve(app);
  await expectJson(await fetch(`${url}/7?q=1`, { method: "POST", body: "secret" }));
  assert.equal(kept?.params.id, "7");
  for (
    const read of [
      () => kept?.body,
      () => kept?.query,
      () => kept?.headers,
      () => kept?.header("host"),
      () => kept?.cookies,
      () => kept?.ip,
      () => kept?.url,
    ]
  ) {
    expectThrow(read, { code: "SPK_CALL_CLOSED", says: ["was answered", "before the reply"] });
  }
});

test("a handler may take no argument, and be the method of an object", async () => {
  class Greeter {
    readonly greeting = "Hello";
    greet = () => this.greeting;
  }
  const { url } = await serve(new Spikard().get("/", new Greeter().greet));
  assert.is(await expectText(await fetch(url)), "Hello");
});

test.run();
