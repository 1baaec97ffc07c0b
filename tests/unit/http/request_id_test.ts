import { suite } from "uvu";
import * as assert from "uvu/assert";
import { newRequestId } from "../../../src/http/request_id.ts";

const test = suite("http/request_id");

test("newRequestId() has the form that logs and proxies take", () => {
  assert.match(newRequestId(), /^[A-Za-z0-9._-]{1,64}$/);
});

test("newRequestId() never repeats", () => {
  const ids = new Set(Array.from({ length: 10_000 }, newRequestId));
  assert.is(ids.size, 10_000);
});

test.run();
