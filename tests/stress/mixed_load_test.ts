import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FaultServer } from "../support/fault_server.ts";
import { sendMixed } from "../support/mixed_load.ts";

/** How much the second half may add to what the first one has left, as a share. */
const GROWTH = 0.05;

const test = suite("a mixed load, long");
let server: FaultServer;

test.after.each(() => server.end());

for (const [name, requests] of [["200,000", 200_000], ["2,000,000", 2_000_000]] as const) {
  test(`the second half of ${name} requests of every kind needs no more memory`, async () => {
    server = await FaultServer.start();
    await sendMixed(server.port, requests / 2);
    const before = await server.residentSize();
    await sendMixed(server.port, requests / 2);
    const after = await server.residentSize();
    console.log(`${name}: ${before >> 20} MiB, then ${after >> 20} MiB`);
    await server.expectNothingLeft();
    assert.ok(after <= before * (1 + GROWTH), `${before} bytes became ${after}`);
  });
}

test.run();
