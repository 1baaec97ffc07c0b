import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sse } from "../../../src/streaming/sse.ts";
import { PreparedStream } from "../../../src/streaming/stream_body.ts";

const test = suite("streaming/sse");

async function* letters(): AsyncGenerator<string> {
  yield "a";
}

function bodyOf(reply: { readonly "~body": unknown }): PreparedStream {
  const body = reply["~body"];
  assert.instance(body, PreparedStream);
  return body as PreparedStream; // asserted
}

test("sse() answers 200 with events, not kept by caches, and a heartbeat of 15 s", () => {
  const reply = sse(letters());
  const body = bodyOf(reply);
  assert.is(reply["~status"], 200);
  assert.equal(body.headers.slice(0, 4), [
    ...["content-type", "text/event-stream"],
    ...["cache-control", "no-cache"],
  ]);
  assert.is(body.heartbeat, 15_000);
  assert.is(body.opening, "");
  assert.is(body.encode({ data: 1 }), "data: 1\n\n");
});

test("sse() begins with the time to wait, and takes durations", () => {
  const body = bodyOf(sse(letters(), { heartbeat: 0, retry: "2s" }));
  assert.is(body.opening, "retry: 2000\n\n");
  assert.is(body.heartbeat, 0);
});

test("sse() refuses unknown options and wrong times", () => {
  const call = (options: object) => () => sse(letters(), options);
  assert.throws(
    call({ hartbeat: 1 }),
    /sse\(\) has no option "hartbeat"\. Did you mean "heartbeat"/,
  );
  assert.throws(call({ heartbeat: "soon" }), /"heartbeat" is "soon"/);
  assert.throws(call({ retry: -1 }), /"retry" is -1/);
});

for (
  const [name, source] of [
    ["a generator function", letters],
    ["text", "events"],
    ["a list", [1]],
    ["null", null],
    ["nothing", undefined],
  ] as const
) {
  test(`sse() refuses ${name}`, () => {
    const wrong = source as never; // what a program in JavaScript may pass
    assert.throws(() => sse(wrong), /SPK_BAD_STREAM: sse\(\) takes/);
  });
}

test.run();
