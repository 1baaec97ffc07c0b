import { suite } from "uvu";
import * as assert from "uvu/assert";
import { dispatcherOf } from "../../support/dispatcher.ts";
import { FakeCall, type RecordedReply } from "../../support/fake_call.ts";
import { RETURN_VALUES, type ReturnCase } from "../../support/return_values.ts";
import { runCall } from "../../support/run_call.ts";
import { WEB_RESPONSES } from "../../support/web_responses.ts";

const test = suite("respond");

function headerOf({ headers }: RecordedReply, name: string): string | null {
  const values = headers.filter(([found]) => found === name).map(([, value]) => value);
  assert.ok(values.length <= 1, `${name} is there once at most`);
  return values[0] ?? null;
}

function bytesOf(body: string | Uint8Array): number[] {
  return [...(typeof body === "string" ? new TextEncoder().encode(body) : body)];
}

function assertReply(reply: RecordedReply, expected: ReturnCase): void {
  assert.is(reply.status, expected.status ?? 200);
  assert.is(headerOf(reply, "content-type"), expected.type);
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    assert.is(headerOf(reply, name), value, name);
  }
  const cookies = reply.headers.filter(([name]) => name === "set-cookie").map(([, value]) => value);
  assert.equal(cookies, expected.cookies ?? []);
  if (typeof expected.body === "string" && typeof reply.body === "string") {
    assert.is(reply.body, expected.body);
  } else {
    assert.equal(bytesOf(reply.body), bytesOf(expected.body));
  }
}

for (const expected of [...RETURN_VALUES, ...WEB_RESPONSES]) {
  test(`respond() sends ${expected.name}`, async () => {
    const dispatcher = dispatcherOf(expected.handler);
    assertReply(await runCall(dispatcher, new FakeCall()), expected);
    assert.equal(dispatcher.lines, []);
  });
}

test("respond() answers within the same turn where nothing is waited for", () => {
  for (const value of [{ a: 1 }, "text", 1, new Uint8Array(1), undefined]) {
    const call = new FakeCall();
    dispatcherOf(() => value).begin(call);
    assert.is(call.isOpen, false);
  }
});

test("respond() reads nothing of the request", () => {
  const call = new FakeCall();
  dispatcherOf(() => ({ a: 1 })).begin(call);
  assert.equal(call.reads, []);
});

test("respond() stops reading a stream once the call has expired, and cancels it", async () => {
  let isCancelled = false;
  const stream = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(8)),
    cancel: () => {
      isCancelled = true;
    },
  });
  const call = new FakeCall();
  dispatcherOf(() => new Response(stream)).begin(call);
  call.expire();
  await call.settled[0];
  assert.is(isCancelled, true);
  assert.is(call.replied, undefined);
});

test.run();
