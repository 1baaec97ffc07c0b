import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FaultServer } from "../support/fault_server.ts";
import { connectMany, connectRaw, getRequest, textOf } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";

/** Descriptors of the program: fewer than there are clients, and enough for Node 20 to load it. */
const SHELL = 'ulimit -n 256; exec "$@"';
const CLIENTS = 400;

const test = suite("fault: too few file descriptors");
let server: FaultServer;

test.after(() => server.end());

/** Takes every descriptor for a while: a request that is not answered keeps its connection. */
async function exhaust(port: number): Promise<void> {
  const clients = await connectMany(port, CLIENTS);
  for (const client of clients) client.send(getRequest("/never"));
  await sleep(100);
  await Promise.all(clients.map((client) => client.close()));
}

test("a server that runs out of descriptors accepts again once there are some", async () => {
  server = await FaultServer.start({ shell: SHELL });
  const { port } = server;
  await eventually("a connection that cannot be accepted", async () => {
    await exhaust(port);
    return (await server.stats()).acceptErrors > 0;
  });
  const client = await connectRaw(port);
  assert.is(textOf(await client.exchange(getRequest("/here"))), "here");
  await client.close();
  await server.expectNothingLeft();
  await server.expectNoConnection();
});

test.run();
