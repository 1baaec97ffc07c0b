import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Connection } from "../../src/bridge/mod.ts";
import type { Call } from "../../src/http/call.ts";
import type { BodySource } from "../../src/http/streams.ts";
import { type BridgeOptions, serveCalls } from "../support/bridge_server.ts";
import { connectRaw, type RawClient, textOf } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";

const test = suite("request bodies read piece by piece");

let server: Connection;

test.after.each(async () => {
  await server.close(1_000);
});

/** Serves `POST /` with the function, and opens a connection. */
async function start(begin: (call: Call) => void, options?: BridgeOptions): Promise<RawClient> {
  server = serveCalls(begin, options);
  return await connectRaw(server.port);
}

/** A call that stays open until it is answered. */
function hold(call: Call): Call {
  call.settle(new Promise(() => {}));
  return call;
}

async function readAll(source: BodySource): Promise<number> {
  let length = 0;
  for (let chunk = await source.read(); chunk; chunk = await source.read()) length += chunk.length;
  return length;
}

function head(length: number | "chunked"): string {
  const framing = length === "chunked" ? "transfer-encoding: chunked" : `content-length: ${length}`;
  return `POST / HTTP/1.1\r\nhost: localhost\r\n${framing}\r\n\r\n`;
}

async function nothingIsLeft(): Promise<void> {
  await eventually("no source is left", () => server.stats().bodySources === 0);
  await eventually("no slot is in use", () => server.stats().slotsInUse === 0);
}

function codeOf(thrown: unknown): unknown {
  // What a read rejects with is an error of ours.
  const { code, status } = thrown as { code?: string; status?: number };
  return code ?? status;
}

/** The reader may hear of it from the connection or from the call, whichever is first. */
function isGivenUp(code: unknown): boolean {
  return code === 400 || code === "SPK_CALL_CLOSED";
}

test("the handler runs before the body has come, and reads what comes", async () => {
  const chunks: string[] = [];
  const client = await start(async (call) => {
    const source = hold(call).bodySource();
    for (let chunk = await source.read(); chunk; chunk = await source.read()) {
      chunks.push(new TextDecoder().decode(chunk));
      client.send(chunks.length === 1 ? "6\r\nsecond\r\n" : "0\r\n\r\n");
    }
    call.reply(200, "", chunks.join(","));
  });
  client.send(head("chunked"));
  client.send("5\r\nfirst\r\n");
  assert.is(textOf(await client.receive()), "first,second");
  await nothingIsLeft();
});

test("a long body arrives whole", async () => {
  const client = await start(async (call) => {
    call.reply(200, "", String(await readAll(hold(call).bodySource())));
  });
  const body = new Uint8Array(900_000).fill(120);
  client.send(head(body.length));
  assert.is(textOf(await client.exchange(body)), "900000");
  await nothingIsLeft();
});

test("a request without a body has no chunk, and no number", async () => {
  const client = await start(async (call) => {
    call.reply(200, "", String(await readAll(hold(call).bodySource())));
  });
  assert.is(textOf(await client.exchange(head(0))), "0");
  await nothingIsLeft();
});

test("a body over the limit rejects the read with 413", async () => {
  const client = await start((call) => {
    readAll(hold(call).bodySource()).catch((thrown) => call.reply(413, "", `${codeOf(thrown)}`));
  }, { routes: [{ method: "POST", path: "/", streamsBody: true, bodyLimit: 8 }] });
  client.send(head("chunked"));
  client.send("4\r\nfour\r\n5\r\nfives\r\n");
  assert.is(textOf(await client.receive()), "413");
  await nothingIsLeft();
});

test("a client that goes away half-way rejects the read", async () => {
  let failure: unknown;
  const client = await start((call) => {
    const source = hold(call).bodySource();
    readAll(source).catch((thrown) => failure = codeOf(thrown));
  });
  client.send(head(100));
  client.send("only this");
  await eventually("the source is read", () => server.stats().bodySources === 1);
  await client.close();
  await eventually("the read is rejected", () => failure !== undefined);
  assert.ok(isGivenUp(failure), String(failure));
  await nothingIsLeft();
});

test("a cancelled body is over", async () => {
  let isOver = false;
  const client = await start(async (call) => {
    const source = hold(call).bodySource();
    await source.read();
    const last = source.read();
    source.cancel();
    isOver = await last === undefined && await source.read() === undefined;
    call.reply(200, "", "enough");
  });
  client.send(head(100));
  assert.is(textOf(await client.exchange("some of it")), "enough");
  assert.ok(isOver);
  await nothingIsLeft();
});

test("a body that nobody asked for is given up with the answer", async () => {
  const client = await start((call) => call.reply(200, "", "no, thanks"));
  client.send(head(100));
  assert.is(textOf(await client.receive()), "no, thanks");
  await nothingIsLeft();
});

test("an answer ends the reading", async () => {
  let code: unknown;
  const client = await start((call) => {
    hold(call).bodySource().read().catch((thrown) => code = codeOf(thrown));
    call.reply(200, "", "early");
  });
  client.send(head(100));
  assert.is(textOf(await client.receive()), "early");
  await eventually("the read is rejected", () => code !== undefined);
  assert.is(code, "SPK_CALL_CLOSED");
  await nothingIsLeft();
});

test("a deadline ends the reading", async () => {
  let code: unknown;
  const client = await start((call) => {
    hold(call).bodySource().read().catch((thrown) => code = codeOf(thrown));
  }, { handlerTimeout: 100 });
  client.send(head(100));
  assert.is((await client.receive()).status, 504);
  await eventually("the read is rejected", () => code !== undefined);
  assert.ok(isGivenUp(code), String(code));
  await nothingIsLeft();
});

test("two reads at once are refused", async () => {
  let code: unknown;
  const client = await start((call) => {
    const source = hold(call).bodySource();
    source.read().catch(() => {});
    source.read().catch((thrown) => code = codeOf(thrown)).then(() => call.reply(200, "", ""));
  });
  client.send(head(100));
  await client.receive();
  assert.is(code, "SPK_BODY_BUSY");
  await nothingIsLeft();
});

test("a body is read while the reply is written", async () => {
  server = serveCalls(async (call) => {
    const source = call.bodySource();
    const sink = call.replyStream(200, "content-length\x009\0", { heartbeat: 0 });
    for (let chunk = await source.read(); chunk; chunk = await source.read()) sink.write(chunk);
    sink.end();
  });
  const client = await connectRaw(server.port);
  client.send(head("chunked"));
  for (const piece of ["one", "two", "six"]) client.send(`3\r\n${piece}\r\n`);
  client.send("0\r\n\r\n");
  assert.is(textOf(await client.receive()), "onetwosix");
  await nothingIsLeft();
});

test("a reply that ends closes a body that is left over", async () => {
  let code: unknown;
  const client = await start((call) => {
    call.bodySource().read().catch((thrown) => code = codeOf(thrown));
    const sink = call.replyStream(200, "content-length\x004\0", { heartbeat: 0 });
    sink.write("done");
    sink.end();
  });
  client.send(head(100));
  assert.is(textOf(await client.receive()), "done");
  await eventually("the read is rejected", () => code !== undefined);
  await nothingIsLeft();
});

test.run();
