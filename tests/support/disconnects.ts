/**
 * Clients that leave at any moment: before the answer, in the middle of a stream, of an event stream,
 * of their own body, of a form, or of both directions at once.
 *
 * @module
 */
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import * as assert from "uvu/assert";
import { type Server, Spikard, sse } from "../../mod.ts";
import { collectGarbage } from "./heap.ts";
import { getRequest } from "./raw_client.ts";
import { eventually } from "./waiting.ts";
import type { Serve } from "./with_server.ts";

const CLIENTS = 64;
/** Longest a client stays, in milliseconds. */
const STAY = 8;
const COLLECT_EVERY = 500;
const CHUNK = new Uint8Array(48 * 1_024);

/** What goes on, and how often it has ended. */
interface Ledger {
  begun: number;
  ended: number;
  aborted: number;
}

/** Requests in pieces; a client may leave behind any of them. */
const REQUESTS: readonly (readonly string[])[] = [
  [getRequest("/never")],
  [getRequest("/bytes")],
  [getRequest("/events")],
  [head("/read", "chunked"), "4\r\nhalf\r\n", "4\r\nmore\r\n", "0\r\n\r\n"],
  [head("/echo", "chunked"), "4\r\nhalf\r\n", "4\r\nmore\r\n"],
  [head("/whole", "20"), "only half "],
  [head("/whole", "20", "multipart/form-data; boundary=x"), "--x\r\nconte"],
];

/**
 * Sends so many requests whose clients leave. Rejects where that leaves a slot, a stream, a source,
 * a connection, or a generator that was not ended behind.
 */
export async function disconnects(serve: Serve, count: number): Promise<void> {
  const ledger: Ledger = { begun: 0, ended: 0, aborted: 0 };
  const server = await serve(leftApp(ledger));
  let sent = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (sent < count) {
      sent += 1;
      if (sent % COLLECT_EVERY === 0) collectGarbage();
      await leave(server, REQUESTS[Math.floor(Math.random() * REQUESTS.length)] ?? []);
    }
  }));
  await eventually("That nothing is left", () => isEmpty(server) && ledger.ended === ledger.begun);
  assert.ok(ledger.begun > 0 && ledger.aborted > 0, "nobody left in the middle");
}

function isEmpty(server: Server): boolean {
  const { slotsInUse, streams, bodySources, queuedBytes, connections } = server.stats();
  return slotsInUse + streams + bodySources + queuedBytes + connections === 0;
}

function leftApp(ledger: Ledger): Spikard {
  const app = new Spikard({ handlerTimeout: 0 });
  app.get("/never", ({ signal }) => {
    signal.addEventListener("abort", () => ledger.aborted += 1);
    return new Promise(() => {});
  });
  app.get("/bytes", () => endless(ledger, CHUNK));
  app.get("/events", () => sse(endless(ledger, { data: "event" }), { heartbeat: 5 }));
  app.post("/read", { body: "stream" }, async ({ body }) => {
    for await (const _ of body);
    return "read";
  });
  app.post("/echo", { body: "stream" }, ({ body }) => body);
  app.post("/whole", () => "whole");
  return app;
}

async function* endless<Item>(ledger: Ledger, item: Item): AsyncGenerator<Item> {
  ledger.begun += 1;
  try {
    for (;;) {
      yield item;
      await sleep(1);
    }
  } finally {
    ledger.ended += 1;
  }
}

/** Sends some of the pieces, reads a while, and goes. */
async function leave({ port }: Server, pieces: readonly string[]): Promise<void> {
  const socket = await open(port);
  const count = 1 + Math.floor(Math.random() * pieces.length);
  for (const piece of pieces.slice(0, count)) {
    socket.write(piece);
    await sleep(Math.random());
  }
  await sleep(Math.random() * STAY);
  if (Math.random() < 0.5) socket.resetAndDestroy();
  else socket.destroy();
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.once("connect", () => resolve(socket));
    socket.once("error", reject);
    // Once connected, its errors are those of a client that has gone.
    socket.on("error", () => {});
    socket.on("data", () => {});
  });
}

function head(target: string, length: string, type = "text/plain"): string {
  const framing = length === "chunked" ? "transfer-encoding: chunked" : `content-length: ${length}`;
  return `POST ${target} HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\n${framing}\r\n\r\n`;
}
