import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AnyHandler } from "../../../src/http/handler.ts";
import type { SendHook } from "../../../src/http/hooks.ts";
import { html, text } from "../../../src/http/replies.ts";
import { layeredDispatcher } from "../../support/dispatcher.ts";
import { FakeCall } from "../../support/fake_call.ts";
import { runCall } from "../../support/run_call.ts";

const test = suite("dispatch/replaced_headers");

function send(handler: AnyHandler, onSend: readonly SendHook[]) {
  return runCall(layeredDispatcher(handler, { hooks: { onSend } }), new FakeCall());
}

/** A page with all that may be said of one. */
const page = () =>
  html("<p>")
    .header("content-language", "en")
    .header("content-encoding", "br")
    .header("content-security-policy", "default-src 'self'")
    .header("etag", '"1"')
    .header("last-modified", "Thu, 01 Jan 2026 00:00:00 GMT")
    .header("x-kept", "1");

const SAME_CONTENT = [
  ["content-type", "text/html; charset=utf-8"],
  ["content-language", "en"],
  ["content-security-policy", "default-src 'self'"],
  ["x-kept", "1"],
];

for (
  const [what, body] of [
    ["text", "<p>"],
    ["bytes", new Uint8Array([1])],
    ["a buffer", new ArrayBuffer(1)],
  ] as const
) {
  test(`${what} of a hook keeps what is true of its content in any form`, async () => {
    assert.equal((await send(page, [() => body])).headers, SAME_CONTENT);
  });
}

test("a stream of a hook keeps what is true of its content in any form", async () => {
  const stream = new ReadableStream<string>();
  const seen: unknown[] = [];
  const look: SendHook = (_context, { headers }) => {
    seen.push(headers.pairs);
    return "the end";
  };
  await send(page, [() => stream, look]);
  assert.equal(seen, [SAME_CONTENT.flat()]);
});

for (const [what, value] of [["an object", {}], ["a helper", text("a")]] as const) {
  test(`${what} of a hook brings its own type, and nothing of the former content stays`, async () => {
    const { headers } = await send(() => page().header("vary", "accept"), [() => value]);
    const names = headers.map(([name]) => name);
    assert.equal(names, ["content-type", "content-security-policy", "x-kept", "vary"]);
    assert.is.not(headers[0]?.[1], "text/html; charset=utf-8");
  });
}

test("what a hook says of the content that it sends is sent, also where the reply had said the same", async () => {
  const pack: SendHook = (_context, { headers }) => {
    headers.set("Content-Encoding", "br");
    headers.set("etag", '"1"');
    headers.append("content-type", "text/css");
    return new Uint8Array([1]);
  };
  const { headers } = await send(() => html("").header("content-encoding", "br"), [pack]);
  assert.equal(headers.filter(([name]) => name !== "content-type"), [
    ["content-encoding", "br"],
    ["etag", '"1"'],
  ]);
});

test("what an earlier hook said of the former bytes goes with them", async () => {
  const tag: SendHook = (_context, { headers }) => {
    headers.set("etag", '"1"');
    headers.set("x-kept", "1");
  };
  const { headers } = await send(() => "a", [tag, () => "b"]);
  assert.equal(headers, [["content-type", "text/plain; charset=utf-8"], ["x-kept", "1"]]);
});

test("a weak etag stays with another form of the same content, and goes with another one", async () => {
  const tagged = () => text("a").header("etag", 'W/"1"');
  const tagOf = async (value: object) =>
    new Map((await send(tagged, [() => value])).headers).get("etag");
  assert.is(await tagOf(new Uint8Array([1])), 'W/"1"');
  assert.is(await tagOf({}), undefined);
});

test.run();
