import { suite } from "uvu";
import * as assert from "uvu/assert";
import { NotFound } from "../../../src/http/http_errors.ts";
import { requestId } from "../../../src/middleware/request_id.ts";
import { withHooks } from "../../support/with_hooks.ts";

const test = suite("middleware/request_id");

function headersOf(name: string, value: string) {
  return { headers: [[name, value] as const] };
}

test("requestId() sends the id that the handler sees", async () => {
  const { headers, body } = await withHooks([requestId()], ({ id }) => id);
  assert.equal(headers.at(-1), ["x-request-id", body]);
});

test("requestId() sends the id with errors too", async () => {
  const { headers, status } = await withHooks([requestId()], () => {
    throw new NotFound();
  });
  assert.is(status, 404);
  assert.is(headers.at(-1)?.[0], "x-request-id");
});

test("requestId() sends it in the header of that name", async () => {
  const { headers } = await withHooks([requestId({ header: "X-Trace" })], () => 1);
  assert.is(headers.at(-1)?.[0], "x-trace");
});

test("requestId() takes no id from a request", async () => {
  const { headers } = await withHooks([requestId()], () => 1, headersOf("x-request-id", "theirs"));
  assert.is.not(headers.at(-1)?.[1], "theirs");
});

test("requestId() takes the id of a request where that is trusted", async () => {
  const trusting = requestId({ trustIncoming: true });
  const request = headersOf("x-request-id", "abc.DEF_1-2");
  const { headers, body } = await withHooks([trusting], ({ id }) => id, request);
  assert.is(body, "abc.DEF_1-2");
  assert.equal(headers.at(-1), ["x-request-id", "abc.DEF_1-2"]);
});

for (const bad of ["", "a b", 'a"b', "a\u00e9", "x".repeat(65), "a, b"]) {
  test(`requestId() never takes ${JSON.stringify(bad).slice(0, 12)}`, async () => {
    const trusting = requestId({ trustIncoming: true });
    const { body } = await withHooks([trusting], ({ id }) => id, headersOf("x-request-id", bad));
    assert.is.not(body, bad);
  });
}

test("requestId() refuses what it does not know", () => {
  assert.throws(() => requestId({ heather: "x" } as object), /Did you mean "header"/);
  assert.throws(() => requestId({ header: "a b" }), /SPK_BAD_HEADER/);
});

test.run();
