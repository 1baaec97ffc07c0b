import { suite } from "uvu";
import * as assert from "uvu/assert";
import { connectRaw, getRequest, jsonOf } from "../support/raw_client.ts";
import { storm, STORM_OPTIONS, stormApp } from "../support/storm.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const REQUESTS = 6_000;

const test = suite("storm");
const serve = withServer(test);

test("requests of every fate get their own answers, and leave no slot in use", async () => {
  const server = await serve(stormApp(), STORM_OPTIONS);
  await storm(server.port, REQUESTS);
  await eventually("That no slot is in use", () => server.stats().slotsInUse === 0);
  const { shed, timedOut, aborted } = server.stats();
  assert.is(shed, 0);
  assert.ok(timedOut > 0 && aborted > 0, "the storm was none");
  const client = await connectRaw(server.port);
  assert.equal(jsonOf(await client.exchange(getRequest("/now/last"))), { id: "last" });
});

test.run();
