import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Server, Spikard } from "../../mod.ts";
import { expectRawProblem, expectText } from "../support/answers.ts";
import { Gate } from "../support/gate.ts";
import {
  connectMany,
  connectRaw,
  getRequest,
  type RawClient,
  textOf,
} from "../support/raw_client.ts";
import { eventually, within } from "../support/waiting.ts";
import { talk } from "../support/wire.ts";

const test = suite("bad input");
const LIMIT = 1_000;
const gate = new Gate();
const app = new Spikard({ bodyLimit: LIMIT });
app.get("/good", () => "good");
app.get("/wait", () => gate.pass());
app.get("/users/:id", ({ params, query }) => ({ params, query }));
app.get("/large", () => "x".repeat(4_000_000));
app.post("/echo", ({ body }) => ({ body }));
let server: Server;
let bystander: RawClient;

test.before(async () => {
  server = await app.listen({ port: 0 });
  bystander = await connectRaw(server.port);
});
test.after.each(async () => {
  assert.is(textOf(await bystander.exchange(getRequest("/good"))), "good");
  assert.is(await expectText(await fetch(`${server.url}/good`)), "good");
  await eventually("That no handler is left", () => server.stats().slotsInUse === 0);
});
test.after(async () => {
  await bystander.close();
  await server.close({ timeout: 0 });
});

/** A whole request with a body. */
function post(body: string, ...fields: readonly string[]): string {
  return ["POST /echo HTTP/1.1", "host: a", ...fields, "", body].join("\r\n");
}

const LENGTH = `content-length: ${LIMIT + 1}`;
const CHUNKED = "transfer-encoding: chunked";

/** What the server answers with a problem. */
const PROBLEMS: readonly (readonly [name: string, request: string, status: number])[] = [
  ["a percent-encoding that is none", getRequest("/users/%zz"), 400],
  ["half of a percent-encoding", getRequest("/users/%4"), 400],
  ["a path that is not UTF-8", getRequest("/users/%ff"), 400],
  ["a NUL in the path", getRequest("/users/%00"), 400],
  ["raw bytes beyond ASCII in the path", getRequest("/users/caf\u00e9"), 400],
  ["dot segments", getRequest("/users/../good"), 400],
  ["a query that is not UTF-8", getRequest("/users/1?q=%ff"), 400],
  ["a target without a slash", getRequest("good"), 400],
  ["a target for OPTIONS only", getRequest("*"), 400],
  ["a tunnel", "CONNECT a:80 HTTP/1.1\r\nhost: a\r\n\r\n", 400],
  ["a path over 8 KiB", getRequest(`/${"a".repeat(8_192)}`), 414],
  ["a method nobody knows", "BREW /good HTTP/1.1\r\nhost: a\r\n\r\n", 405],
  ["malformed JSON", post("{a}", "content-type: application/json", "content-length: 3"), 400],
  ["a content type that is none", post("{}", "content-type: json", "content-length: 2"), 415],
  ["a body over the limit", post("x".repeat(LIMIT + 1), LENGTH), 413],
  ["a body that says it is over the limit", post("", LENGTH, "expect: 100-continue"), 413],
  ["chunks over the limit", post(`3e9\r\n${"x".repeat(1_001)}\r\n0\r\n\r\n`, CHUNKED), 413],
  ["a body of 1 TB", post("x", "content-length: 1099511627776"), 413],
  ["a chunk whose size is no number", post("zz\r\nabc\r\n", CHUNKED), 400],
];

for (const [name, request, status] of PROBLEMS) {
  test(`${name} is a ${status} problem`, async () => {
    const client = await connectRaw(server.port);
    expectRawProblem(await client.exchange(request), status);
    await client.close();
  });
}

/** What is no HTTP that could be answered in detail: a bare status, and the end of the connection. */
const REFUSED: readonly (readonly [name: string, bytes: string, status: number])[] = [
  ["a head over 16 KiB", getRequest("/").replace("localhost", "x".repeat(20_000)), 431],
  ["200 headers", getRequest("/").replace("\r\n", `\r\n${"x: 1\r\n".repeat(200)}`), 431],
  ["a path over 64 KiB", getRequest(`/${"a".repeat(65_536)}`), 431],
  ["a method that is no token", "G@T /good HTTP/1.1\r\nhost: a\r\n\r\n", 400],
  ["a request line of one word", "hello\r\n\r\n", 400],
  ["a version that does not exist", "GET /good HTTP/9.9\r\nhost: a\r\n\r\n", 400],
  ["a length that is no number", post("", "content-length: ten"), 400],
  ["a negative length", post("", "content-length: -1"), 400],
  ["a coding that is not chunked", post("abc", "transfer-encoding: gzip"), 400],
  ["a NUL in a header", getRequest("/").replace("localhost", "a\0b"), 400],
  ["NULs", "\0\0\0\0\r\n\r\n", 400],
  ["the start of TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400],
];

for (const [name, bytes, status] of REFUSED) {
  test(`${name} is ${status}, and the end of the connection`, async () => {
    assert.match(await talk(server.port, bytes), new RegExp(`^HTTP/1.1 ${status} `));
  });
}

test("a good request goes on after a problem on its connection", async () => {
  const client = await connectRaw(server.port);
  client.send(getRequest("/users/%zz") + getRequest("/none") + getRequest("/good"));
  assert.is((await client.receive()).status, 400);
  assert.is((await client.receive()).status, 404);
  assert.is(textOf(await client.receive()), "good");
  await client.close();
});

test("a small body over the limit leaves the connection in step", async () => {
  const client = await connectRaw(server.port);
  client.send(post("x".repeat(LIMIT + 1), LENGTH) + getRequest("/good"));
  assert.is((await client.receive()).status, 413);
  assert.is(textOf(await client.receive()), "good");
  await client.close();
});

test("a body over the limit never reaches the handler", async () => {
  const before = server.stats().requests;
  const client = await connectRaw(server.port);
  await client.exchange(post("x".repeat(LIMIT + 1), LENGTH));
  await client.close();
  assert.is(server.stats().requests, before);
});

const CUT: readonly (readonly [name: string, bytes: string])[] = [
  ["nothing", ""],
  ["half a request line", "GET /go"],
  ["half a head", "GET /good HTTP/1.1\r\nhost:"],
  ["half a body", post("half", "content-length: 10")],
  ["half a chunk", post("a\r\nhalf", CHUNKED)],
  ["chunks without the last one", post("4\r\nhalf\r\n", CHUNKED)],
];

for (const [name, bytes] of CUT) {
  test(`a client that goes away after ${name} runs no handler`, async () => {
    const before = server.stats().requests;
    const clients = await connectMany(server.port, 10);
    for (const client of clients) client.send(bytes);
    assert.is(textOf(await bystander.exchange(getRequest("/good"))), "good");
    await Promise.all(clients.map((client) => client.close()));
    assert.is(server.stats().requests, before + 1);
  });
}

test("a client that goes away before the answer is counted, and harms nobody", async () => {
  const before = server.stats().aborted;
  const clients = await connectMany(server.port, 10);
  for (const client of clients) client.send(getRequest("/wait"));
  await eventually("That all handlers run", () => gate.arrived === 10);
  await Promise.all(clients.map((client) => client.close()));
  await eventually("That all are missed", () => server.stats().aborted === before + 10);
  gate.open();
});

test("a client that goes away in the middle of a large answer harms nobody", async () => {
  const before = server.stats().requests;
  const clients = await connectMany(server.port, 10);
  for (const client of clients) client.send(getRequest("/large"));
  await eventually("That all are answered", () => server.stats().requests === before + 10);
  await Promise.all(clients.map((client) => client.close()));
});

test("a client that sends without ever reading is not waited for", async () => {
  const client = await connectRaw(server.port);
  for (let count = 0; count < 1_000; count++) client.send(getRequest("/users/%zz"));
  await client.close();
});

test("bytes in pieces of one make the same request", async () => {
  const client = await connectRaw(server.port);
  const request = post('{"a":1}', "content-type: application/json", "content-length: 7");
  for (const byte of request) {
    client.send(byte);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.is(textOf(await within("The answer", client.receive())), '{"body":{"a":1}}');
  await client.close();
});

test.run();
