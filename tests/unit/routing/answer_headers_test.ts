import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AnswerHeaders } from "../../../src/http/hooks.ts";
import { requestId } from "../../../src/middleware/request_id.ts";
import { Router, setupOf } from "../../../src/routing/router.ts";
import type { ServerAnswers } from "../../../src/routing/answer_headers.ts";

const test = suite("routing/answer_headers");

function answersOf(router: Router): ServerAnswers {
  return setupOf(router).build().answers;
}

test("the sets of an app are put together, the first one of a name decides", () => {
  const app = new Router().use(
    { answerHeaders: { constant: { "X-A": "1" } } },
    { answerHeaders: { constant: { "x-a": "2", "x-b": "3" }, requestId: "X-Id" } },
    { answerHeaders: { requestId: "x-other" } },
  );
  assert.equal(answersOf(app), { headers: ["x-a", "1", "x-b", "3"], requestId: "x-id" });
});

test("those of a scope below count for nothing", () => {
  const inner = new Router().use({
    answerHeaders: { constant: { "x-a": "1" }, requestId: "x-id" },
  });
  const app = new Router().register(inner.get("/", () => 1));
  assert.equal(answersOf(app), { headers: [], requestId: undefined });
});

test("more than 32 are refused", () => {
  const named = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, "1"]));
  const app = new Router().use({ answerHeaders: { constant: named(32) } });
  assert.is(answersOf(app).headers.length, 64);
  app.use({ answerHeaders: { constant: { more: "1" } } });
  assert.throws(() => answersOf(app), /SPK_BAD_OPTION: .* 33 headers: leave it at 32/);
});

const WRONG: readonly (readonly [what: string, value: unknown, message: RegExp])[] = [
  ["no object", "x-a", /SPK_BAD_OPTION/],
  ["an unknown key", { constants: {} }, /SPK_UNKNOWN_OPTION.*Did you mean "constant"/],
  ["a name that is no token", { constant: { "x a": "1" } }, /SPK_BAD_HEADER/],
  ["a value with CR and LF", { constant: { "x-a": "1\r\nx-b: 2" } }, /SPK_BAD_HEADER/],
  ["a header of the server", { requestId: "connection" }, /SPK_BAD_HEADER/],
  ["a date", { constant: { Date: "today" } }, /SPK_BAD_HEADER: The header "date" belongs to/],
  ["an id as date", { requestId: "Date" }, /SPK_BAD_HEADER: The header "date" belongs to/],
  ["no id", { requestId: null }, /SPK_BAD_HEADER/],
  ["no headers", { constant: null }, /SPK_BAD_OPTION: "constant" of answerHeaders takes/],
  ["a text of headers", { constant: "x-a: 1" }, /SPK_BAD_OPTION: "constant"/],
  ["a list of headers", { constant: ["x-a"] }, /SPK_BAD_OPTION: "constant"/],
  ["Headers", { constant: new Headers({ "x-a": "1" }) }, /SPK_BAD_OPTION: "constant"/],
  ["a Map", new Map([["constant", {}]]), /SPK_BAD_OPTION: answerHeaders takes a plain object/],
  ["a promise", Promise.resolve({}), /SPK_BAD_OPTION: answerHeaders takes a plain object/],
  ["nothing", undefined, /SPK_BAD_OPTION: answerHeaders/],
];

for (const [what, value, message] of WRONG) {
  test(`use() refuses ${what}`, () => {
    // The types refuse most of them.
    const answerHeaders = value as AnswerHeaders;
    assert.throws(() => new Router().use({ answerHeaders }), message);
  });
}

test("use() refuses requestId() in the header of the date, before anything is bound", () => {
  assert.throws(() => new Router().use(requestId({ header: "date" })), /SPK_BAD_HEADER/);
});

test("use() takes parts that are left undefined, and no headers at all", () => {
  // What a program in JavaScript may pass.
  const left = { constant: undefined, requestId: undefined } as unknown as AnswerHeaders;
  const app = new Router().use({ answerHeaders: left }, { answerHeaders: { constant: {} } });
  assert.equal(answersOf(app), { headers: [], requestId: undefined });
});

test.run();
