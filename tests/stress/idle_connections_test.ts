import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FaultServer } from "../support/fault_server.ts";
import { connectRaw, getRequest, type RawClient } from "../support/raw_client.ts";

/** Both processes need a file for each. */
const CONNECTIONS = 10_000;
const AT_ONCE = 50;
/** Bytes of resident memory that an idle connection may cost. */
const LIMIT = 13 * 1024;

const test = suite("idle connections");
let server: FaultServer;

test.before(async () => {
  server = await FaultServer.start();
});
test.after(() => server.end());

async function openIdle(port: number): Promise<RawClient> {
  const client = await connectRaw(port);
  assert.is((await client.exchange(getRequest("/here"))).status, 200);
  return client;
}

async function openMany(port: number, count: number): Promise<RawClient[]> {
  const clients: RawClient[] = [];
  while (clients.length < count) {
    clients.push(...await Promise.all(Array.from({ length: AT_ONCE }, () => openIdle(port))));
  }
  return clients;
}

test("10,000 idle connections, after a request each, need at most 13 KiB each", async () => {
  const { port } = server;
  // What the first requests of a process cost is not theirs.
  const first = await openMany(port, AT_ONCE);
  const before = await server.residentSize();
  const clients = await openMany(port, CONNECTIONS);
  const { connections } = await server.stats();
  assert.ok(connections > CONNECTIONS, `only ${connections} are open`);
  const cost = (await server.residentSize() - before) / CONNECTIONS;
  console.log(`${Math.round(cost)} bytes for each connection`);
  await Promise.all([...first, ...clients].map((client) => client.close()));
  assert.ok(cost <= LIMIT, `${cost} bytes for each connection`);
});

test.run();
