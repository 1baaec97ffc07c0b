import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard, text } from "../../mod.ts";
import { expectJson, expectProblem, expectText } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { connectRaw, jsonOf } from "../support/raw_client.ts";
import { talk } from "../support/wire.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("headers");
const serve = withServer(test);
captureLog(test);

function request(...fields: readonly string[]): string {
  return ["GET / HTTP/1.1", "host: a", ...fields, "", ""].join("\r\n");
}

test("header() finds a header by a name in any case", async () => {
  const app = new Spikard();
  app.get("/", ({ header }) => [header("X-Token"), header("x-token"), header("X-None") ?? null]);
  const { url } = await serve(app);
  const answer = await fetch(url, { headers: { "X-TOKEN": "abc" } });
  assert.equal(await expectJson(answer), ["abc", "abc", null]);
});

test("headers holds all of them by lower-case names", async () => {
  const app = new Spikard();
  app.get("/", ({ headers }) => headers);
  const { port } = await serve(app);
  const client = await connectRaw(port);
  const answer = jsonOf(
    await client.exchange(request("X-One:1", "X-Two:  two words \t", "X-Empty:")),
  );
  assert.equal(answer, { host: "a", "x-one": "1", "x-two": "two words", "x-empty": "" });
});

test("repeated headers are joined, in the record and by name alike", async () => {
  const app = new Spikard();
  app.get("/", ({ header, headers }) => [header("accept"), headers.accept, headers.cookie]);
  const { port } = await serve(app);
  const client = await connectRaw(port);
  const fields = ["accept: a/b", "accept: c/d", "cookie: x=1", "cookie: y=2"];
  const answer = jsonOf(await client.exchange(request(...fields)));
  assert.equal(answer, ["a/b, c/d", "a/b, c/d", "x=1; y=2"]);
});

test("bytes beyond ASCII arrive as latin1", async () => {
  const app = new Spikard();
  app.get("/", ({ header }) => ({ name: header("x-name") }));
  const { port } = await serve(app);
  const answer = await talk(port, request("x-name: caf\xe9", "connection: close"));
  assert.match(answer, '{"name":"caf\xc3\xa9"}');
});

test("names that objects inherit are plain names", async () => {
  const app = new Spikard();
  app.get("/", ({ headers }) => [headers.constructor ?? null, headers.__proto__ ?? null]);
  const { port } = await serve(app);
  const client = await connectRaw(port);
  assert.equal(jsonOf(await client.exchange(request())), [null, null]);
  assert.equal(jsonOf(await client.exchange(request("__proto__: x"))), [null, "x"]);
});

test("set.header() and a reply's header() reach the client", async () => {
  const app = new Spikard();
  app.get("/set", ({ set }) => {
    set.header("X-One", "first");
    set.header("x-one", "second");
    return "set";
  });
  app.get("/reply", () => text("reply").header("X-Two", "caf\xe9"));
  const { url } = await serve(app);
  assert.is((await fetch(`${url}/set`)).headers.get("x-one"), "second");
  assert.is((await fetch(`${url}/reply`)).headers.get("x-two"), "caf\xe9");
});

test("a header that could split the answer is a 500, and none of it is sent", async () => {
  const app = new Spikard();
  for (
    const [path, value] of [["/lf", "a\nx-evil: 1"], ["/cr", "a\rb"], ["/nul", "a\0b"]] as const
  ) {
    app.get(path, ({ set }) => set.header("x-name", value));
  }
  app.get("/name", ({ set }) => set.header("x evil", "1"));
  const { url } = await serve(app);
  for (const path of ["/lf", "/cr", "/nul", "/name"]) {
    const response = await fetch(url + path);
    assert.is(response.headers.get("x-evil"), null);
    await expectProblem(response, 500);
  }
});

test("headers of the framing belong to the server", async () => {
  const app = new Spikard();
  app.get("/", ({ set }) => set.header("content-length", "1"));
  app.get("/response", () => new Response("four", { headers: { "content-length": "2" } }));
  const { url } = await serve(app);
  await expectProblem(await fetch(url), 500);
  assert.is(await expectText(await fetch(`${url}/response`)), "four");
});

test("an answer has a date and a length, and names no server", async () => {
  const { url } = await serve(new Spikard().get("/", () => "hello"));
  const { headers } = await fetch(url);
  assert.ok(!Number.isNaN(Date.parse(headers.get("date") ?? "")));
  assert.is(headers.get("content-length"), "5");
  assert.is(headers.get("server"), null);
  assert.is(headers.get("x-powered-by"), null);
});

test.run();
