import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AnyHandler } from "../../../src/http/handler.ts";
import type { SendHook } from "../../../src/http/hooks.ts";
import { html, json, text } from "../../../src/http/replies.ts";
import { layeredDispatcher } from "../../support/dispatcher.ts";
import { FakeCall } from "../../support/fake_call.ts";
import { beginCall, runCall } from "../../support/run_call.ts";
import { eventually } from "../../support/waiting.ts";

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

const respond: SendHook = (_context, reply) => {
  reply.headers.set("x-hook", "1");
  return new Response("mine", { status: 418, headers: [["x-b", "2"], ["set-cookie", "b=2"]] });
};

for (
  const [kind, hook] of [
    ["a hook", respond],
    ["an asynchronous hook", async (context, reply) => await respond(context, reply)],
  ] as readonly (readonly [kind: string, hook: SendHook])[]
) {
  test(`a Response of ${kind} lays its status and headers over those so far`, async () => {
    const outer: SendHook = (_context, reply) => reply.headers.set("x-outer", "1");
    const handler = () =>
      json(1).header("x-a", "1").header("x-b", "1").header("content-encoding", "br")
        .header("etag", 'W/"1"').cookie("a", "1").cookie("b", "1");
    const { status, headers, body } = await send(handler, [outer, hook]);
    assert.is(status, 418);
    assert.equal(headers.filter(([name]) => name !== "set-cookie"), [
      ...[["x-a", "1"], ["x-outer", "1"], ["x-hook", "1"]],
      ...[["content-type", "text/plain;charset=UTF-8"], ["x-b", "2"]],
    ]);
    const cookies = headers.filter(([name]) => name === "set-cookie").map(([, value]) => value);
    assert.equal(cookies.map((value) => value.slice(0, 3)), ["a=1", "b=2"]);
    assert.equal(body, new TextEncoder().encode("mine"));
  });
}

test("a Response without a body, or with a stream, lays its headers over those so far too", async () => {
  const handler = () => json(1).header("x-a", "1");
  const empty = await send(handler, [() => new Response(null, { status: 304 })]);
  assert.equal([empty.status, empty.headers, empty.body], [304, [["x-a", "1"]], ""]);
  const call = new FakeCall();
  const onSend = [() => new Response(new ReadableStream())];
  beginCall(layeredDispatcher(handler, { hooks: { onSend } }), call);
  await eventually("The head", () => call.streamed !== undefined);
  assert.equal(call.streamed?.headers, [["x-a", "1"]]);
  call.streamed?.sink.disconnect();
});

test("headers that stand twice and cookies of one name outlive a later hook's value", async () => {
  const add: SendHook = (_context, { headers }) => {
    for (const value of ["</a>", "</b>"]) headers.append("link", value);
    for (const path of ["/", "/b"]) headers.append("set-cookie", `a=1; Path=${path}`);
  };
  for (const value of ["text", { a: 1 }, json(1), new Response("mine")]) {
    const { headers } = await send(() => "a", [add, () => value]);
    assert.equal(headers.filter(([name]) => name !== "content-type"), [
      ...[["link", "</a>"], ["link", "</b>"]],
      ...[["set-cookie", "a=1; Path=/"], ["set-cookie", "a=1; Path=/b"]],
    ]);
  }
});

test.run();
