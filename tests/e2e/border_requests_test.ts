import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Call } from "../../src/http/call.ts";
import type { BodySource, ReplySink } from "../../src/http/streams.ts";
import type { WireRequest } from "../../src/http/wire.ts";
import { serveCalls } from "../support/bridge_server.ts";
import { eventually } from "../support/waiting.ts";

const test = suite("requests without a socket");

const encoder = new TextEncoder();

function requestOf(request: Partial<WireRequest> = {}): WireRequest {
  return { method: "GET", target: "/", headers: "", body: new Uint8Array(0), ...request };
}

async function textOf(source: BodySource): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for (let chunk = await source.read(); chunk; chunk = await source.read()) {
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

/** A server that listens nowhere. */
const serve = (begin: (call: Call) => void) => serveCalls(begin, { inProcess: true });

test("a request reaches the handler as it was sent, and the answer comes back", async () => {
  const server = serve((call) => {
    const told = [call.method, call.query(), call.header("x-name"), call.header("host")].join(" ");
    call.reply(201, "x-name\0J\u{fc}rgen\0x-name\0\u{ff}\0", told);
  });
  const headers = "host\0here\0x-name\0J\u{fc}rgen\0";
  const response = await server.request(requestOf({ target: "/?a=%20b", headers }));
  assert.is(response.status, 201);
  assert.ok(response.headers.includes("x-name\0J\u{fc}rgen\0x-name\0\u{ff}\0"), response.headers);
  assert.is(await textOf(response.body), "GET a=%20b J\u{fc}rgen here");
  assert.is(server.port, 0);
  await server.close(1_000);
});

test("the server's own answers come back as well", async () => {
  const server = serve(() => {});
  const missing = await server.request(requestOf({ target: "/missing" }));
  assert.is(missing.status, 404);
  assert.match(await textOf(missing.body), /"status":404/);
  assert.is((await server.request(requestOf({ method: "DELETE" }))).status, 405);
  await server.close(1_000);
});

test("a body is sent and a streamed answer read while it is written", async () => {
  let sink: ReplySink | undefined;
  const server = serve(async (call) => {
    const source = call.bodySource();
    sink = call.replyStream(200, "", { heartbeat: 0 });
    sink.write(`${(await source.read())?.length} `);
  });
  const body = encoder.encode("x".repeat(1_000));
  const response = await server.request(requestOf({ method: "POST", body }));
  assert.is(new TextDecoder().decode(await response.body.read()), "1000 ");
  sink?.write("and more");
  sink?.end();
  assert.is(await textOf(response.body), "and more");
  await server.close(1_000);
  assert.is(server.stats().streams, 0);
});

test("cancelling the answer hangs up", async () => {
  let sink: ReplySink | undefined;
  const server = serve((call) => {
    sink = call.replyStream(200, "", { heartbeat: 0 });
    sink.write("first");
  });
  const response = await server.request(requestOf());
  await response.body.read();
  response.body.cancel();
  await eventually("the sink is closed", () => sink?.isOpen === false);
  await server.close(1_000);
});

test("a signal gives a request up, and the handler hears that its client has gone", async () => {
  const events: string[] = [];
  const begin = (call: Call) => {
    events.push("begun");
    call.settle(new Promise(() => {}));
  };
  const server = serveCalls(begin, {
    inProcess: true,
    expired: (_, reason) => void events.push(reason),
  });
  const leaving = new AbortController();
  const failure = server.request(requestOf(), leaving.signal).then(() => null, (thrown) => thrown);
  await eventually("the call runs", () => events.length === 1);
  leaving.abort("enough");
  assert.is(await failure, "enough");
  await eventually("the call has expired", () => events.length === 2);
  assert.equal(events, ["begun", "disconnect"]);
  assert.is(await server.request(requestOf(), leaving.signal).catch((thrown) => thrown), "enough");
  await server.close(1_000);
});

test("a request that cannot be sent is refused", async () => {
  const server = serve(() => {});
  for (const request of [{ method: "NOT OK" }, { method: "" }, { target: "not a path" }]) {
    const failure = await server.request(requestOf(request)).catch((thrown) => thrown);
    assert.is(failure.code, "SPK_BAD_REQUEST", JSON.stringify(request));
  }
  await server.close(1_000);
});

test("a stop rejects what is not answered", async () => {
  const server = serve((call) => call.settle(new Promise(() => {})));
  const failure = server.request(requestOf()).then(() => null, (thrown: Error) => thrown.message);
  await eventually("the call runs", () => server.stats().slotsInUse === 1);
  assert.is((await server.close(0)).cut, 1);
  assert.match(String(await failure), /closed the connection/);
});

test("a stop ends the reading of an answer that goes on", async () => {
  const server = serve((call) => void call.replyStream(200, "", { heartbeat: 0 }));
  const { body } = await server.request(requestOf());
  const failure = body.read().then(() => null, Boolean);
  assert.is((await server.close(0)).cut, 1);
  assert.ok(await failure);
});

test("a server that listens answers requests without a socket, too", async () => {
  const server = serveCalls((call) => call.reply(200, "", "both"));
  assert.is(await textOf((await server.request(requestOf())).body), "both");
  assert.is(await (await fetch(`http://127.0.0.1:${server.port}/`)).text(), "both");
  await server.close(1_000);
});

test.run();
