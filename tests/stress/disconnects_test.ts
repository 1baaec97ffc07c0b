import { suite } from "uvu";
import * as assert from "uvu/assert";
import { disconnect } from "../support/disconnects.ts";
import { FaultServer } from "../support/fault_server.ts";

/** Clients of each half. */
const CLIENTS = 150_000;
/** Bytes that a client of the second half may leave: less than anything of a request that is kept. */
const LIMIT = 100;

const test = suite("clients that go away, long");
let server: FaultServer;

test.before(async () => {
  server = await FaultServer.start();
});
test.after(() => server.end());

test("the second 150,000 clients that go away leave no memory in use", async () => {
  await disconnect(server.port, CLIENTS);
  await server.expectNothingLeft();
  const before = await server.residentSize();
  await disconnect(server.port, CLIENTS);
  await server.expectNothingLeft();
  await server.expectNoConnection();
  const after = await server.residentSize();
  console.log(`${before >> 20} MiB, then ${after >> 20} MiB`);
  assert.ok(after - before <= CLIENTS * LIMIT, `${before} bytes became ${after}`);
});

test.run();
