import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { NativeServer } from "../../../src/bridge/addon.ts";
import { Batch } from "../../../src/bridge/batch.ts";
import { KIND_ANSWERED } from "../../../src/bridge/record.ts";
import { Requests } from "../../../src/bridge/requests.ts";
import { Streams } from "../../../src/bridge/streams.ts";
import type { WireRequest } from "../../../src/http/wire.ts";

const REQUEST: WireRequest = {
  method: "GET",
  target: "/",
  headers: "host\0here\0",
  body: new Uint8Array(0),
};

const test = suite("Requests");

/** Numbers requests as the addon does, and keeps what it was told. */
class Server {
  readonly sent: unknown[][] = [];
  readonly cancelled: number[] = [];
  readonly requests: Requests;

  constructor() {
    // Requests uses no more of the server than is here.
    const native = this as unknown as NativeServer;
    this.requests = new Requests(native, new Streams(native));
  }

  request(...request: unknown[]): number {
    if (request[0] === "") throw new Error("SPK_BAD_REQUEST: No method");
    return this.sent.push(request);
  }

  takeAnswer(number: number): string {
    return `x-number\0${number}\0`;
  }

  cancelRequest(number: number): void {
    this.cancelled.push(number);
  }

  answer(number: number, status: number): void {
    const words = new Uint32Array([1, 0, 0, 0, KIND_ANSWERED, number, status, 9, 0, 0, 0, 0]);
    this.requests.take(new Batch(words, "", ""));
  }
}

const failureOf = (sent: Promise<unknown>) =>
  sent.then(() => assert.unreachable("The request was answered"), (thrown) => thrown);

test("send() resolves to its own answer, whatever the order", async () => {
  const server = new Server();
  const [first, second] = [server.requests.send(REQUEST), server.requests.send(REQUEST)];
  server.answer(2, 201);
  server.answer(1, 200);
  assert.equal([(await first).status, (await first).headers], [200, "x-number\x001\0"]);
  assert.equal([(await second).status, (await second).headers], [201, "x-number\x002\0"]);
  assert.equal(server.sent[0], ["GET", "/", "host\0here\0", new Uint8Array(0)]);
});

test("send() rejects where there is no answer", async () => {
  const server = new Server();
  const sent = server.requests.send(REQUEST);
  server.answer(1, 0);
  assert.match((await failureOf(sent)).message, /closed the connection/);
});

test("send() rejects with the code of what cannot be sent", async () => {
  const { requests } = new Server();
  const failure = await failureOf(requests.send({ ...REQUEST, method: "" }));
  assert.is(failure.code, "SPK_BAD_REQUEST");
});

test("send() gives up once its signal aborts, and not when that comes too late", async () => {
  const server = new Server();
  const leaving = new AbortController();
  const answered = server.requests.send(REQUEST, leaving.signal);
  server.answer(1, 200);
  await answered;
  const pending = server.requests.send(REQUEST, leaving.signal);
  leaving.abort("enough");
  assert.is(await failureOf(pending), "enough");
  server.answer(2, 200);
  assert.equal(server.cancelled, [2]);
  assert.is(await failureOf(server.requests.send(REQUEST, leaving.signal)), "enough");
  assert.is(server.sent.length, 2);
});

test("closeAll() rejects what is pending", async () => {
  const { requests } = new Server();
  const sent = requests.send(REQUEST);
  requests.closeAll();
  assert.match((await failureOf(sent)).message, /closed the connection/);
});

test.run();
