import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Connection } from "../../src/bridge/mod.ts";
import { readBody } from "../../src/http/body.ts";
import type { Call } from "../../src/http/call.ts";
import { expectRawProblem } from "../support/answers.ts";
import { serveCalls } from "../support/bridge_server.ts";
import { isParsed, jsonCases } from "../support/json_cases.ts";
import { connectRaw, type RawClient, type RawResponse, textOf } from "../support/raw_client.ts";

const test = suite("JSON gate");
let server: Connection;
let client: RawClient;

test.before(async () => {
  const routes = [
    { method: "POST", path: "/" },
    { method: "POST", path: "/proto", keepsProto: true },
    { method: "POST", path: "/stream", streamsBody: true },
  ];
  server = serveCalls((call) => call.reply(200, "", answerTo(call)), { routes });
  client = await connectRaw(server.port);
});
test.after(async () => {
  await client.close();
  await server.close(0);
});

function answerTo(call: Call): string {
  if (call.bodyKind === "stream") return "stream";
  const body = readBody(call);
  return body instanceof Uint8Array ? `${body.length} bytes` : JSON.stringify(body) ?? "nothing";
}

interface Sent {
  readonly path?: string;
  readonly type?: string;
}

function send(
  body: string | Uint8Array,
  { path = "/", type = "application/json" }: Sent = {},
): Promise<RawResponse> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  client.send(
    `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: ${type}\r\n` +
      `content-length: ${bytes.length}\r\n\r\n`,
  );
  return client.exchange(bytes);
}

/** Sends what must be a 400 of the server, and returns what it says. */
async function refused(body: string | Uint8Array, sent?: Sent): Promise<string> {
  const before = server.stats();
  const { type, detail } = expectRawProblem(await send(body, sent), 400);
  const { requests, jsWakes, nativeAnswers } = server.stats();
  assert.equal([requests, jsWakes], [before.requests, before.jsWakes]);
  assert.is(nativeAnswers, before.nativeAnswers + 1);
  assert.is(type, "https://spikard.dev/errors/bad-request");
  return detail ?? "";
}

/** The verdicts of the file but for empty bodies, which are none. */
const CASES = jsonCases().filter(({ bytes }) => bytes.length > 0);

test("JSON.parse has the verdicts of the shared cases", () => {
  assert.ok(CASES.length > 250);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for (const { line, bytes, isParsed: expected } of CASES) {
    assert.is(isParsed(decoder.decode(bytes)), expected, line);
  }
});

test("what JSON.parse takes arrives, unless it is not UTF-8 or could change a prototype", async () => {
  const decoder = new TextDecoder();
  for (const { line, bytes } of CASES.filter(({ isTaken }) => isTaken)) {
    const response = await send(bytes);
    assert.is(response.status, 200, line);
    assert.is(textOf(response), JSON.stringify(JSON.parse(decoder.decode(bytes))), line);
  }
});

test("anything else is a 400 problem that JavaScript never hears of", async () => {
  for (const { line, bytes } of CASES.filter(({ isTaken }) => !isTaken)) {
    assert.match(
      await refused(bytes),
      /^The body [a-z ]+( UTF-8| JSON| 64 .*)?( at byte \d+)?\.$/,
      line,
    );
  }
});

test("the detail names the byte and never the content", async () => {
  assert.is(await refused('{"password": hunter2}'), "The body is not valid JSON at byte 13.");
  assert.is(await refused("[1,]"), "The body is not valid JSON at byte 3.");
  assert.is(await refused('{"a":'), "The body is not valid JSON at byte 5.");
  assert.is(await refused(" \n"), "The body is not valid JSON at byte 2.");
  assert.is(await refused("\ufeff{}"), "The body begins with a byte order mark.");
  const bytes = new Uint8Array([0x22, 0xc3, 0xa9, 0xff, 0x22]);
  assert.is(await refused(bytes), "The body is not valid UTF-8 at byte 3.");
});

test("the byte is right beyond the first pieces of a large body", async () => {
  const start = `["${"x".repeat(900_000)}",`;
  assert.is(await refused(`${start}]`), `The body is not valid JSON at byte ${start.length}.`);
});

test("arrays and objects may nest 64 deep, not 65", async () => {
  const arrays = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  const objects = (depth: number) => '{"a":'.repeat(depth) + "1" + "}".repeat(depth);
  for (const nested of [arrays, objects]) {
    assert.is(textOf(await send(nested(64))), nested(64));
    assert.match(await refused(nested(65)), /^The body nests more than 64 arrays and objects at/);
    assert.match(await refused(nested(10_000)), "64");
  }
});

test("keys that could change a prototype pass where the route keeps them", async () => {
  for (const body of ['{"__proto__":{"a":1}}', '{"constructor":{"prototype":{}}}']) {
    assert.match(await refused(body), /^The body has a key that could change a prototype at byte/);
    assert.is(textOf(await send(body, { path: "/proto" })), body);
  }
  assert.match(await refused('{"__proto__":', { path: "/proto" }), "not valid JSON");
});

test("every JSON type goes through the gate, and no other", async () => {
  for (const type of ["text/json", "application/problem+json", "Application/JSON; charset=utf-8"]) {
    assert.is(textOf(await send("[1]", { type })), "[1]");
    assert.match(await refused("[1", { type }), "not valid JSON");
  }
  assert.is(textOf(await send("[1", { type: "text/plain" })), '"[1"');
  assert.is(textOf(await send("[1", { type: "application/jsonx" })), "2 bytes");
  assert.is(textOf(await send("[1", { path: "/stream" })), "stream");
});

test("text must be UTF-8", async () => {
  const type = "text/plain";
  assert.is(textOf(await send("\ufeffé\0", { type })), JSON.stringify("\ufeffé\0"));
  const detail = await refused(new Uint8Array([0x61, 0x62, 0xff]), { type });
  assert.is(detail, "The body is not valid UTF-8 at byte 2.");
  assert.match(await refused(new Uint8Array([0xc3]), { type: "text/csv" }), "byte 0");
});

test("an empty body is none, also in chunks", async () => {
  assert.is(textOf(await send("")), "nothing");
  const head = "POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";
  const chunked = `${head}transfer-encoding: chunked\r\n\r\n`;
  assert.is(textOf(await client.exchange(`${chunked}0\r\n\r\n`)), "nothing");
});

test("chunks are one body", async () => {
  const head = "POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";
  const chunked = `${head}transfer-encoding: chunked\r\n\r\n`;
  const chunks = (parts: readonly string[]) =>
    parts.map((part) => `${part.length}\r\n${part}\r\n`).join("") + "0\r\n\r\n";
  assert.is(
    textOf(await client.exchange(chunked + chunks(['{"a', '":"\\u00', 'e9"}']))),
    '{"a":"é"}',
  );
  const cut = await client.exchange(chunked + chunks(['{"a', '":"\\u00', 'g9"}']));
  assert.is(expectRawProblem(cut, 400).detail, "The body is not valid JSON at byte 10.");
});

test("the connection goes on after a refusal", async () => {
  client.send(request("[1,"));
  client.send(request("[2]"));
  expectRawProblem(await client.receive(), 400);
  assert.is(textOf(await client.receive()), "[2]");
});

function request(body: string): string {
  return `POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n` +
    `content-length: ${body.length}\r\n\r\n${body}`;
}

test.run();
