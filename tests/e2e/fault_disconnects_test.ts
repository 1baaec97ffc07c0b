import { suite } from "uvu";
import * as assert from "uvu/assert";
import { disconnect } from "../support/disconnects.ts";
import { FaultServer } from "../support/fault_server.ts";

const test = suite("fault: clients that go away");
let server: FaultServer;

test.before(async () => {
  server = await FaultServer.start();
});
test.after(() => server.end());

test("10,000 clients that go away in every phase leave nothing behind", async () => {
  await disconnect(server.port, 10_000);
  await server.expectNothingLeft();
  await server.expectNoConnection();
  const { accepted, aborted, streamsAborted } = await server.stats();
  assert.ok(accepted > 10_000);
  assert.ok(aborted > 0, "nobody left before an answer");
  assert.ok(streamsAborted > 0, "nobody left half-way");
});

test.run();
