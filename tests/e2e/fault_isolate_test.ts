import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { lastingApp, Witness } from "../support/lasting_app.ts";
import { programUrl } from "../support/program.ts";
import { connectRaw, getRequest, textOf } from "../support/raw_client.ts";
import { eventually, within } from "../support/waiting.ts";
import { connectPaused, type PausedClient } from "../support/wire_reader.ts";
import { withServer } from "../support/with_server.ts";

const CHUNKED = "HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\nfirst\r\n";
/** Requests that last, and what to read of their answers before they are left alone. */
const REQUESTS: readonly (readonly [request: string, sign?: string])[] = [
  [getRequest("/ticks"), "data: 1"],
  [getRequest("/bytes")],
  [`POST /back ${CHUNKED}`, "first"],
  [`POST /read ${CHUNKED}`],
  [getRequest("/never")],
];
const EACH = 8;
const ROUNDS = 3;

const test = suite("fault: an isolate that ends amid streams");
const serve = withServer(test);

async function startWorker(): Promise<{ readonly worker: Worker; readonly port: number }> {
  const worker = new Worker(programUrl("lasting_worker"));
  const [port] = await within("The port of a worker", once(worker, "message"));
  return { worker, port };
}

function openAll(port: number): Promise<PausedClient[]> {
  const all = REQUESTS.flatMap((request) => Array.from({ length: EACH }, () => request));
  return Promise.all(all.map(async ([request, sign]) => {
    const client = await connectPaused(port, request);
    if (sign !== undefined) await client.until(sign);
    return client;
  }));
}

/** Fails where a client could take its answer for a whole one. */
function assertUnfinished({ received }: PausedClient): void {
  if (/^HTTP\/1\.1 503 /.test(received) || received === "") return;
  assert.match(received, /^HTTP\/1\.1 200 /);
  assert.not.match(received, /\r\n0\r\n\r\n$/);
}

test("its streams are cut and its requests given up, and those of other isolates go on", async () => {
  const witness = new Witness();
  const server = await serve(lastingApp(witness));
  const own = await openAll(server.port);
  await eventually("all own handlers", () => witness.begun === 4 * EACH);
  for (let round = 0; round < ROUNDS; round++) {
    const { worker, port } = await startWorker();
    const others = await openAll(port);
    await worker.terminate();
    for (const client of others) if (client.received === "") client.resume();
    await eventually("the end of all of its", () => others.every(({ hasEnded }) => hasEnded));
    for (const client of others) assertUnfinished(client);
  }
  for (const client of own) assert.is(client.hasEnded, false);
  const [ticking] = own;
  const before = ticking?.received.length ?? 0;
  await eventually("more events", () => (ticking?.received.length ?? 0) > before);
  const client = await connectRaw(server.port);
  assert.is(textOf(await client.exchange(getRequest("/here"))), "here");
  for (const one of own) one.hangUp();
  await eventually("the end of all own", () => witness.ended === witness.begun);
  const { streams, bodySources, slotsInUse } = server.stats();
  assert.equal([streams, bodySources, slotsInUse], [0, 0, 0]);
});

test.run();
