import { Buffer } from "node:buffer";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { costOf, keepingApp, type Kept, type KeptParts, sendUnique } from "../support/retention.ts";
import { withServer } from "../support/with_server.ts";

const REQUESTS = 100_000;
/** Bytes that a kept value of some 40 characters may cost. */
const LIMIT = 200;
/** Bytes of a batch that it may keep alive: copying from less would cost more than it saves. */
const BATCH_LIMIT = 2_048;

const test = suite("retention");
const serve = withServer(test);

function keptParts(): KeptParts {
  return { ids: [], queries: [], headers: [] };
}

test("the measure sees a value that keeps a large parent alive", () => {
  const kept: Kept = [];
  for (let i = 0; i < 1_000; i++) {
    kept.push(Buffer.alloc(8_192, i & 127).toString("latin1").substring(10, 50));
  }
  assert.ok(costOf(kept) > 8_000);
});

test("kept parameters, query values and header values cost at most 200 bytes each", async () => {
  const kept = keptParts();
  await sendUnique(await serve(keepingApp(kept)), "/all", REQUESTS);
  for (const [kind, values] of Object.entries(kept)) {
    assert.is(new Set(values).size, REQUESTS, kind);
    const cost = costOf(values);
    assert.ok(cost <= LIMIT, `one of ${kind} costs ${cost} bytes`);
  }
});

test("a kept parameter keeps at most 2 KiB of the other requests of its batch", async () => {
  const kept = keptParts();
  const server = await serve(keepingApp(kept, 50));
  await sendUnique(server, "/some", REQUESTS);
  const cost = costOf(kept.ids);
  assert.ok(cost <= BATCH_LIMIT + LIMIT, `one costs ${cost} bytes`);
});

test.run();
