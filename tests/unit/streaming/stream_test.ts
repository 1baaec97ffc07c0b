import { suite } from "uvu";
import * as assert from "uvu/assert";
import { stream } from "../../../src/streaming/stream.ts";
import { PreparedStream } from "../../../src/streaming/stream_body.ts";

const test = suite("streaming/stream");

async function* letters(): AsyncGenerator<string> {
  yield "a";
}

function bodyOf(reply: { readonly "~body": unknown }): PreparedStream {
  const body = reply["~body"];
  assert.instance(body, PreparedStream);
  return body as PreparedStream; // asserted
}

test("stream() answers 200 with bytes, unless it is told otherwise", () => {
  const plain = stream(letters());
  assert.is(plain["~status"], 200);
  assert.equal(bodyOf(plain).headers, ["content-type", "application/octet-stream"]);
  const told = stream(letters(), { status: 206, type: "text/csv", length: 3 });
  assert.is(told["~status"], 206);
  assert.equal(bodyOf(told).headers, ["content-type", "text/csv", "content-length", "3"]);
});

test("stream() refuses unknown options and wrong values", () => {
  const call = (options: object) => () => stream(letters(), options);
  assert.throws(call({ kind: "x" }), /SPK_UNKNOWN_OPTION/);
  assert.throws(call({ type: "text/plain\r\nx: y" }), /SPK_BAD_HEADER/);
  assert.throws(call({ length: -1 }), /"length" is -1: pass a number of bytes/);
  assert.throws(call({ length: 0.5 }), /SPK_BAD_OPTION/);
  assert.throws(call({ status: 99 }), /SPK_BAD_STATUS/);
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
  test(`stream() refuses ${name}`, () => {
    const wrong = source as never; // what a program in JavaScript may pass
    assert.throws(() => stream(wrong), /SPK_BAD_STREAM: stream\(\) takes a ReadableStream/);
  });
}

test.run();
