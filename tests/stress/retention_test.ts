import { suite } from "uvu";
import * as assert from "uvu/assert";
import { costsOfAll } from "../support/retention.ts";
import { withServer } from "../support/with_server.ts";

const REQUESTS = 1_000_000;
const LIMIT = 200;

const test = suite("retention, long");
const serve = withServer(test);

test("a million kept values of each kind cost at most 200 bytes each", async () => {
  for (const [kind, cost] of await costsOfAll(serve, REQUESTS)) {
    assert.ok(cost <= LIMIT, `${kind} cost ${cost} bytes each`);
  }
});

test.run();
