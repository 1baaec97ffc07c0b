import { suite } from "uvu";
import * as assert from "uvu/assert";
import { disconnect } from "../support/disconnects.ts";
import { FaultServer } from "../support/fault_server.ts";

/** Clients of each half. */
const CLIENTS = 50_000;
/** How much the second half may add to what the first one has left, as a share. */
const GROWTH = 0.05;

const test = suite("clients that go away, long");
let server: FaultServer;

test.before(async () => {
  server = await FaultServer.start();
});
test.after(() => server.end());

test("the second 50,000 clients that go away need no more memory than the first", async () => {
  await disconnect(server.port, CLIENTS);
  await server.expectNothingLeft();
  const before = await server.residentSize();
  await disconnect(server.port, CLIENTS);
  await server.expectNothingLeft();
  await server.expectNoConnection();
  const after = await server.residentSize();
  console.log(`${before >> 20} MiB, then ${after >> 20} MiB`);
  assert.ok(after <= before * (1 + GROWTH), `${before} bytes became ${after}`);
});

test.run();
