import { suite } from "uvu";
import * as assert from "uvu/assert";
import { contextKey } from "../../../src/http/context_key.ts";
import { BadRequest } from "../../../src/http/http_errors.ts";
import { RequestContext } from "../../../src/http/request_context.ts";
import { FakeCall, type FakeRequest } from "../../support/fake_call.ts";
import { MemorySource } from "../../support/memory_source.ts";

const test = suite("http/request_context");

const METADATA = { method: "POST", path: "/users/:id/:part", name: "users", tags: [] };
const REQUEST: FakeRequest = {
  method: "POST",
  path: "/users/7/x%20y",
  query: "q=1&q=2",
  params: ["7", "x y"],
  headers: [["host", "a.example"], ["content-type", "application/json"], ["cookie", "sid=s"]],
  body: '{"a":1}',
  peer: "10.0.0.1",
};
const MEMBERS = [
  "params",
  "query",
  "headers",
  "cookies",
  "body",
  "url",
  "path",
  "ip",
  "request",
] as const;

test("a context gives what the call has", () => {
  const { context } = contextOf(REQUEST);
  assert.is(context.method, "POST");
  assert.is(context.url, "http://a.example/users/7/x%20y?q=1&q=2");
  assert.is(context.path, "/users/7/x%20y");
  assert.is(context.ip, "10.0.0.1");
  assert.is(context.route, METADATA);
  assert.equal({ ...context.params }, { id: "7", part: "x y" });
  assert.equal({ ...context.query }, { q: ["1", "2"] });
  assert.is(context.headers["host"], "a.example");
  assert.equal({ ...context.cookies }, { sid: "s" });
  assert.equal(context.body, { a: 1 });
  assert.is(context.request.url, context.url);
  assert.match(context.id, /./);
});

test("a context reads nothing until it is asked", () => {
  const { call, context } = contextOf(REQUEST);
  assert.equal(call.reads, []);
  assert.ok(context.set);
  assert.ok(context.id);
  assert.ok(context.header);
  assert.ok(context.cookie);
  assert.equal(call.reads, []);
});

const OWN_MEMBERS = ["set", "header", "cookie", "id", "signal", "get", "provide", "log"] as const;

for (const member of [...MEMBERS, ...OWN_MEMBERS]) {
  test(`${member} is the same at each reading`, () => {
    const { context } = contextOf(REQUEST);
    assert.is(context[member], context[member]);
  });
}

test("a body that is undefined or null is read once", () => {
  for (const body of ["", "null"]) {
    const { call, context } = contextOf({ ...REQUEST, body });
    assert.is(context.body, context.body);
    assert.ok(call.reads.filter((reader) => reader === "bodyText").length <= 1);
  }
});

test("header, cookie and set work destructured", () => {
  const { context } = contextOf(REQUEST);
  const { header, cookie, set } = context;
  assert.is(header("Content-Type"), "application/json");
  assert.is(header("x-none"), undefined);
  assert.is(cookie("sid"), "s");
  assert.is(cookie("none"), undefined);
  set.status(201);
  assert.is(context.head?.statusCode, 201);
});

test("header() and cookie() read one value without the records", () => {
  const { call, context } = contextOf(REQUEST);
  context.header("host");
  context.cookie("sid");
  assert.equal(call.reads, ["header", "header"]);
});

test("header() and cookie() read the records once these are there", () => {
  const { call, context } = contextOf(REQUEST);
  assert.ok(context.headers && context.cookies);
  call.reply(200, "", "");
  assert.is(context.header("HOST"), "a.example");
  assert.is(context.cookie("sid"), "s");
});

test("head is undefined until set is used", () => {
  const { context } = contextOf(REQUEST);
  assert.is(context.head, undefined);
  context.set.header("x-a", "1");
  context.set.cookie("b", "2");
  assert.equal(context.head?.headers.pairs, ["x-a", "1", "set-cookie", "b=2; Path=/"]);
});

for (const member of MEMBERS) {
  test(`${member} throws after the reply where it was not read before`, () => {
    const { call, context } = contextOf(REQUEST);
    call.reply(200, "", "");
    assert.throws(() => context[member], /SPK_CALL_CLOSED/);
  });

  test(`${member} stays after the reply where it was read before`, () => {
    const { call, context } = contextOf(REQUEST);
    const before = context[member];
    call.reply(200, "", "");
    assert.is(context[member], before);
  });
}

test("route and id are there after the reply", () => {
  const { call, context } = contextOf(REQUEST);
  call.reply(200, "", "");
  assert.is(context.route, METADATA);
  assert.match(context.id, /./);
});

test("signal, provided values and log work destructured, and after the reply", () => {
  const lines: unknown[][] = [];
  const route = {
    metadata: METADATA,
    paramNames: [],
    log: (...line: unknown[]) => lines.push(line),
  };
  const call = new FakeCall();
  const context = new RequestContext(call, route);
  call.reply(200, "", "");
  const { signal, get, provide, log, id } = context;
  const key = contextKey<number>("n");
  provide(key, 1);
  assert.is(get(key), 1);
  log.warn("Late");
  assert.equal(lines, [["warn", "Late", { requestId: id }]]);
  context.abort("disconnect");
  assert.is(signal.aborted, true);
});

test("abort() counts where the signal is read afterwards", () => {
  const { context } = contextOf(REQUEST);
  context.abort("timeout");
  assert.is(context.signal.reason.name, "TimeoutError");
});

test("an id given elsewhere is the id, in the log too", () => {
  const lines: unknown[][] = [];
  const route = {
    metadata: METADATA,
    paramNames: [],
    log: (...line: unknown[]) => lines.push(line),
  };
  const context = new RequestContext(new FakeCall(), route);
  const { log } = context;
  context.id = "theirs";
  log.info("Here");
  assert.is(context.id, "theirs");
  assert.equal(lines, [["info", "Here", { requestId: "theirs" }]]);
});

test("a malformed input throws at each reading", () => {
  const field = { name: "a", fileName: undefined, contentType: "", body: new Uint8Array([255]) };
  const { context } = contextOf({ ...REQUEST, parts: [field] });
  for (let reading = 0; reading < 2; reading++) {
    assert.throws(() => context.body, (error: unknown) => error instanceof BadRequest);
  }
});

test("on a route that streams the body it is one stream, in request as well", async () => {
  const source = new MemorySource([new Uint8Array([104]), new Uint8Array([105])]);
  const route = { metadata: METADATA, paramNames: [], streamsBody: true };
  const context = new RequestContext(new FakeCall({ method: "POST", source }), route);
  const { body } = context;
  assert.instance(body, ReadableStream);
  assert.is(context.body, body);
  assert.is(await context.request.text(), "hi");
});

test("a parameter may be named as a member of Object.prototype", () => {
  const call = new FakeCall({ params: ["a", "b"] });
  const paramNames = ["__proto__", "constructor"];
  const { params } = new RequestContext(call, { metadata: METADATA, paramNames });
  assert.equal(Object.entries(params), [["__proto__", "a"], ["constructor", "b"]]);
});

test("a context shows nothing of its call", () => {
  const { context } = contextOf(REQUEST);
  assert.equal(Reflect.ownKeys(context), []);
});

function contextOf(request: FakeRequest): { call: FakeCall; context: RequestContext } {
  const call = new FakeCall(request);
  const context = new RequestContext(call, { metadata: METADATA, paramNames: ["id", "part"] });
  return { call, context };
}

test.run();
