import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ResponseHead } from "../../../src/http/response_head.ts";

const test = suite("http/response_head");

test("a new head sets nothing", () => {
  const head = new ResponseHead();
  assert.is(head.statusCode, 0);
  assert.equal(head.headers.pairs, []);
});

test("status() and header() keep the last value", () => {
  const head = new ResponseHead();
  head.status(201);
  head.status(202);
  head.header("X-A", "1");
  head.header("x-a", "2");
  assert.is(head.statusCode, 202);
  assert.equal(head.headers.pairs, ["x-a", "2"]);
});

test("status(), header() and cookie() refuse what cannot be sent", () => {
  const head = new ResponseHead();
  assert.throws(() => head.status(99), /SPK_BAD_STATUS/);
  assert.throws(() => head.header("a", "\n"), /SPK_BAD_HEADER/);
  assert.throws(() => head.cookie("a b", "1"), /SPK_BAD_COOKIE/);
  assert.is(head.statusCode, 0);
  assert.equal(head.headers.pairs, []);
});

test.run();
