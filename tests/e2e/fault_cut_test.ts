import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type AnyHandler, Spikard, sse, stream, type StreamChunk } from "../../mod.ts";
import { captureLog } from "../support/captured_log.ts";
import { connectRaw, getRequest, textOf } from "../support/raw_client.ts";
import { eventually, within } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("fault: a stream that fails half-way");
const lines = captureLog(test);
const serve = withServer(test);

/** Milliseconds; for libuv takes bytes and the reset behind them, read at once, for an end. */
const PAUSE = 20;

/** Gives the first half; the second one fails, once the first is on its way. */
async function* half<T>(first: T, last?: T): AsyncGenerator<T> {
  yield first;
  await sleep(PAUSE);
  if (last === undefined) throw new Error("The disk is gone");
  yield last;
}

/** The same, of a writer. */
function halfWritten(): ReadableStream<string> {
  const { readable, writable } = new TransformStream<string, string>();
  const writer = writable.getWriter();
  void writer.write("first").then(() => sleep(PAUSE))
    .then(() => writer.abort(new Error("The disk is gone")));
  return readable;
}

/** Bodies that break off behind "first", and what the log says of each. */
const HALVES: readonly (readonly [name: string, handler: AnyHandler, logged: RegExp])[] = [
  ["a generator that throws", () => half("first"), /The disk is gone/],
  ["a ReadableStream that fails", () => ReadableStream.from(half("first")), /The disk is gone/],
  ["a TransformStream that is aborted", () => halfWritten(), /The disk is gone/],
  [
    "a Response whose body fails",
    () => new Response(ReadableStream.from(half("first")).pipeThrough(new TextEncoderStream())),
    /The disk is gone/,
  ],
  ["an sse() whose events fail", () => sse(half({ data: "first" })), /The disk is gone/],
  // What the types refuse, as a program in JavaScript may give it.
  ["a chunk that is none", () => stream(half<StreamChunk>("first", 7 as never)), /number/],
  [
    "a body shorter than its length",
    () => stream(once("first"), { length: 9 }),
    /SPK_BAD_LENGTH: .* ended 4 bytes before the 9 bytes/,
  ],
  [
    "a body longer than its length",
    () => stream(half("first", "last"), { length: 8 }),
    /SPK_BAD_LENGTH: .* goes on behind the 8 bytes/,
  ],
  [
    "a body with a length that fails",
    () => stream(half("first"), { length: 9 }),
    /The disk is gone/,
  ],
];

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** An app with each of the bodies at its index. */
function halvesApp(): Spikard {
  const app = new Spikard();
  for (const [index, [, handler]] of HALVES.entries()) app.get(`/${index}`, handler);
  return app.get("/here", () => "here");
}

interface Received {
  readonly text: string;
  /** Whether the connection ended by a reset instead of an end. */
  readonly isReset: boolean;
}

function receive(port: number, request: string): Promise<Received> {
  const received = new Promise<Received>((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    let [text, isReset] = ["", false];
    socket.setEncoding("latin1").on("data", (part: string) => text += part);
    socket.on("error", () => isReset = true);
    socket.on("connect", () => socket.write(request));
    socket.on("close", () => resolve({ text, isReset }));
  });
  return within("The end of the connection", received);
}

/** Fails where a client could take the answer for a whole one. */
function assertCut({ text }: Received): void {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  assert.match(text, /^HTTP\/1\.1 200 /);
  assert.match(body, "first");
  if (length !== undefined) assert.ok(body.length < Number(length), text);
  else assert.not.match(body, /(^|\r\n)0\r\n/);
}

for (const [index, [name, , logged]] of HALVES.entries()) {
  test(`${name} is cut, and never looks whole`, async () => {
    const server = await serve(halvesApp());
    assertCut(await receive(server.port, getRequest(`/${index}`)));
    const seen = await fetch(`${server.url}/${index}`).then((response) => response.text())
      .then(() => "whole", () => "broken");
    assert.is(seen, "broken");
    await eventually("the end of the streams", () => server.stats().streams === 0);
    assert.is(lines.length, 2, lines.join(""));
    for (const line of lines) assert.match(line, logged);
  });

  test(`${name} is a reset for a client that takes the end of the connection for its own`, async () => {
    const server = await serve(halvesApp());
    const { text, isReset } = await receive(
      server.port,
      `GET /${index} HTTP/1.0\r\nhost: a\r\n\r\n`,
    );
    const hasLength = /\r\ncontent-length: /.test(text);
    assert.ok(hasLength || isReset, `${JSON.stringify(text)} looks whole`);
  });
}

test("a stream that is cut leaves other connections and their streams alone", async () => {
  const app = halvesApp();
  app.get("/slow", () => half("first ", "last"));
  const { url, port } = await serve(app);
  const client = await connectRaw(port);
  const slow = fetch(`${url}/slow`);
  for (const index of HALVES.keys()) await receive(port, getRequest(`/${index}`));
  assert.is(await (await slow).text(), "first last");
  assert.is(textOf(await client.exchange(getRequest("/here"))), "here");
});

test.run();
