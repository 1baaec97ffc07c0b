import { Buffer } from "node:buffer";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { costOf, costOfSome, costsOfAll } from "../support/retention.ts";
import { withServer } from "../support/with_server.ts";

const REQUESTS = 100_000;
/** Bytes that a kept value of some 40 characters may cost. */
const LIMIT = 200;
/** Bytes of a batch that it may keep alive: copying from less would cost more than it saves. */
const BATCH_LIMIT = 2_048;

const test = suite("retention");
const serve = withServer(test);

test("the measure sees values that keep a large parent alive", () => {
  const kept: string[] = [];
  for (let i = 0; i < 1_000; i++) {
    kept.push(Buffer.alloc(8_192, i & 127).toString("latin1").substring(10, 50));
  }
  assert.ok(costOf(kept) > 8_000);
});

test("100,000 kept values of each kind cost at most 200 bytes each", async () => {
  for (const [kind, cost] of await costsOfAll(serve, REQUESTS)) {
    assert.ok(cost <= LIMIT, `${kind} cost ${cost} bytes each`);
  }
});

test("a kept parameter keeps at most 2 KiB of the other requests of its batch", async () => {
  const cost = await costOfSome(serve, REQUESTS);
  assert.ok(cost <= BATCH_LIMIT + LIMIT, `parameters cost ${cost} bytes each`);
});

test.run();
