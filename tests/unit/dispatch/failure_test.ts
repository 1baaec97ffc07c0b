import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UsageError } from "../../../src/http/usage_error.ts";
import { dispatcherOf } from "../../support/dispatcher.ts";
import { FakeCall, type RecordedReply } from "../../support/fake_call.ts";
import { SECRET } from "../../support/hostile_values.ts";
import { HTTP_ERRORS } from "../../support/http_errors.ts";
import { runCall } from "../../support/run_call.ts";
import { REJECTED_VALUES, THROWN_VALUES } from "../../support/thrown_values.ts";
import { UNSENDABLE_VALUES } from "../../support/unsendable_values.ts";

const test = suite("failure");

const BARE_500 = /^\{"type":"https:\/\/spikard\.dev\/errors\/internal-server-error",/;

function assertBare500(reply: RecordedReply, requestId: string): void {
  assert.is(reply.status, 500);
  assert.equal(reply.headers, [["content-type", "application/problem+json"]]);
  assert.match(String(reply.body), BARE_500);
  assert.equal(Object.keys(JSON.parse(String(reply.body))), [
    "type",
    "title",
    "status",
    "requestId",
  ]);
  assert.is(JSON.parse(String(reply.body)).requestId, requestId);
  assert.is(String(reply.body).includes(SECRET), false);
}

for (
  const { name, handler, logged } of [
    ...THROWN_VALUES,
    ...REJECTED_VALUES,
    ...UNSENDABLE_VALUES,
  ]
) {
  test(`${name} is a bare 500, logged once with route and request id`, async () => {
    const dispatcher = dispatcherOf(handler);
    const reply = await runCall(dispatcher, new FakeCall());
    assert.is(dispatcher.lines.length, 1);
    const line = dispatcher.lines[0] ?? "";
    const { level, route, method, requestId } = JSON.parse(line);
    assert.equal([level, route, method], ["error", "GET /here", "GET"]);
    assert.match(line, logged);
    assertBare500(reply, requestId);
  });
}

for (const { name, handler, status, headers = {}, body } of HTTP_ERRORS) {
  test(`an HttpError is a problem: ${name}`, async () => {
    const dispatcher = dispatcherOf(handler);
    const reply = await runCall(dispatcher, new FakeCall());
    assert.is(reply.status, status);
    assert.equal(Object.fromEntries(reply.headers), {
      "content-type": "application/problem+json",
      ...headers,
    });
    assert.is(reply.body, body);
    assert.is(dispatcher.lines.length, status < 500 ? 0 : 1);
  });
}

test("the log has the stack, and the cause of a 503", async () => {
  const case503 = HTTP_ERRORS.find(({ status }) => status === 503);
  const dispatcher = dispatcherOf(case503?.handler ?? (() => {}));
  await runCall(dispatcher, new FakeCall());
  const { error } = JSON.parse(dispatcher.lines[0] ?? "");
  assert.match(error.stack, "http_errors.ts");
  assert.is(error.cause.message, SECRET);
});

test("an HttpError thrown while a value is written is a bare 500", async () => {
  const notFound = HTTP_ERRORS[0]?.handler;
  const dispatcher = dispatcherOf(() => ({ toJSON: notFound }));
  assert.is((await runCall(dispatcher, new FakeCall())).status, 500);
  assert.is(JSON.parse(dispatcher.lines[0] ?? "").phase, "respond");
});

test("a call of an unknown route number is a 500, not a throw", async () => {
  const dispatcher = dispatcherOf(() => "unreached");
  const reply = await runCall(dispatcher, new FakeCall({ route: 7 }));
  assert.is(reply.status, 500);
  assert.match(dispatcher.lines[0] ?? "", /No route has the number 7/);
});

test("a read of a call that was given up is no failure, any other error of it is logged", () => {
  const call = new FakeCall();
  const linesOf = (thrown: unknown) => {
    const dispatcher = dispatcherOf(() => {
      call.expire();
      throw thrown;
    });
    dispatcher.begin(call);
    return dispatcher.lines.length;
  };
  assert.is(linesOf(new UsageError("SPK_CALL_CLOSED", "Read it before")), 0);
  assert.is(linesOf(new UsageError("SPK_BODY_READ", "Read it once")), 1);
  assert.is(linesOf(new Error("Unrelated")), 1);
});

test.run();
