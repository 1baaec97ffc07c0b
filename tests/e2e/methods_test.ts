import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  type Context,
  del,
  head,
  options,
  patch,
  post,
  put,
  query,
  route,
  Spikard,
  text,
} from "../../mod.ts";
import { expectJson, expectProblem, expectRawProblem, expectText } from "../support/answers.ts";
import { connectRaw } from "../support/raw_client.ts";
import { talk } from "../support/wire.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("methods");
const serve = withServer(test);

const VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE", "QUERY"];

/** Methods of an Allow header, sorted. */
function allowed(response: Response): string[] {
  return (response.headers.get("allow") ?? "").split(", ").sort();
}

test("each verb of the app answers its method", async () => {
  const app = new Spikard();
  for (const verb of ["get", "post", "put", "patch", "del", "query"] as const) {
    app[verb]("/", ({ method }) => ({ verb, method }));
  }
  const { url } = await serve(app);
  const answers = await Promise.all(VERBS.map(async (method) => {
    return await expectJson(await fetch(url, { method })) as { method: string };
  }));
  assert.equal(answers.map(({ method }) => method), VERBS);
});

test("each standalone verb answers its method", async () => {
  const app = new Spikard();
  const tell = ({ method }: Context) => method;
  app.register(post("/")(tell)).register(put("/")(tell)).register(patch("/")(tell));
  app.register(del("/")(tell)).register(query("/")(tell));
  const { url } = await serve(app);
  for (const method of VERBS.slice(1)) {
    assert.is(await expectText(await fetch(url, { method })), method);
  }
});

test("route() answers each of its methods, one of its own included", async () => {
  const app = new Spikard();
  app.route(["PUT", "PURGE"], "/cache", ({ method }) => method);
  app.register(route("LINK", "/cache")(({ method }) => method));
  const { url } = await serve(app);
  for (const method of ["PUT", "PURGE", "LINK"]) {
    assert.is(await expectText(await fetch(`${url}/cache`, { method })), method);
  }
});

test("all() answers what has no route of its own", async () => {
  const app = new Spikard();
  app.all("/", ({ method }) => `all ${method}`);
  app.post("/", ({ method }) => `own ${method}`);
  const { url } = await serve(app);
  assert.is(await expectText(await fetch(url, { method: "POST" })), "own POST");
  assert.is(await expectText(await fetch(url, { method: "DELETE" })), "all DELETE");
  assert.is(await expectText(await fetch(url, { method: "REPORT" })), "all REPORT");
  assert.is(await expectText(await fetch(url, { method: "OPTIONS" })), "all OPTIONS");
});

test("HEAD has the headers of GET and no body", async () => {
  const app = new Spikard();
  app.get("/", ({ method }) => text(`to ${method}`).header("x-kind", "page"));
  const { url } = await serve(app);
  const response = await fetch(url, { method: "HEAD" });
  assert.is(response.status, 200);
  assert.is(response.headers.get("x-kind"), "page");
  assert.is(response.headers.get("content-type"), "text/plain; charset=utf-8");
  assert.is(response.headers.get("content-length"), String("to HEAD".length));
  assert.is(await response.text(), "");
});

test("HEAD leaves the connection in step for the next request", async () => {
  const app = new Spikard();
  app.get("/", () => ({ large: "x".repeat(50_000) }));
  app.get("/next", () => "next");
  const { port } = await serve(app);
  const requests = "HEAD / HTTP/1.1\r\nhost: a\r\n\r\n" +
    "GET /next HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
  const [first = "", second = "", body] = (await talk(port, requests)).split("\r\n\r\n");
  assert.match(first, /^HTTP\/1.1 200 OK\r\n/);
  assert.match(first, "content-length: 50012");
  assert.match(second, /^HTTP\/1.1 200 OK\r\n/);
  assert.is(body, "next");
});

test("a HEAD route of its own goes before GET", async () => {
  const app = new Spikard();
  app.get("/", ({ set }) => set.header("x-from", "get"));
  app.register(head("/")(({ set }) => set.header("x-from", "head")));
  const { url } = await serve(app);
  assert.is((await fetch(url, { method: "HEAD" })).headers.get("x-from"), "head");
});

test("OPTIONS names the methods of the path", async () => {
  const app = new Spikard();
  app.get("/users", () => []);
  app.post("/users", () => {});
  const { url } = await serve(app);
  const response = await fetch(`${url}/users`, { method: "OPTIONS" });
  assert.is(response.status, 204);
  assert.equal(allowed(response), ["GET", "HEAD", "OPTIONS", "POST"]);
});

test("an OPTIONS route of its own answers", async () => {
  const app = new Spikard();
  app.register(options("/")(() => "own"));
  const { url } = await serve(app);
  assert.is(await expectText(await fetch(url, { method: "OPTIONS" })), "own");
});

test("a method without a route is a 405 problem with Allow", async () => {
  const app = new Spikard();
  app.get("/users/:id", () => {});
  app.del("/users/:id", () => {});
  const { url } = await serve(app);
  const response = await fetch(`${url}/users/1`, { method: "PUT" });
  assert.equal(allowed(response), ["DELETE", "GET", "HEAD", "OPTIONS"]);
  const problem = await expectProblem(response, 405);
  assert.is(problem.type, "https://spikard.dev/errors/method-not-allowed");
});

test("a method nobody knows is 405 on a path that exists and 404 elsewhere", async () => {
  const app = new Spikard();
  app.get("/", () => {});
  const { port } = await serve(app);
  const client = await connectRaw(port);
  const send = (start: string) => client.exchange(`${start} HTTP/1.1\r\nhost: a\r\n\r\n`);
  expectRawProblem(await send("BREW /"), 405);
  expectRawProblem(await send("get /"), 405);
  expectRawProblem(await send("BREW /pot"), 404);
});

test("OPTIONS of the server as a whole is answered", async () => {
  const app = new Spikard();
  app.get("/", () => {});
  const { port } = await serve(app);
  const client = await connectRaw(port);
  const response = await client.exchange("OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n");
  assert.is(response.status, 204);
});

test.run();
