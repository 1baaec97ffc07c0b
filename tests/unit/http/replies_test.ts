import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  accepted,
  created,
  html,
  json,
  noContent,
  redirect,
  status,
  text,
} from "../../../src/http/replies.ts";
import { PreparedReply, type Reply } from "../../../src/http/reply.ts";

const test = suite("http/replies");
const BODY = { a: 1 };

const CASES: readonly [
  name: string,
  reply: Reply,
  status: number,
  body: unknown,
  format: string,
][] = [
  ["json(x)", json(BODY), 200, BODY, "json"],
  ["json(x, 404)", json("no", 404), 404, "no", "json"],
  ["text(x)", text("a"), 200, "a", "text"],
  ["text(x, 500)", text("a", 500), 500, "a", "text"],
  ["html(x)", html("<p>"), 200, "<p>", "html"],
  ["html(x, 404)", html("<p>", 404), 404, "<p>", "html"],
  ["created(x)", created(BODY), 201, BODY, "any"],
  ["accepted(x)", accepted("later"), 202, "later", "any"],
  ["noContent()", noContent(), 204, undefined, "any"],
  ["status(n)", status(418), 418, undefined, "any"],
  ["status(n, x)", status(203, [1]), 203, [1], "any"],
  ["redirect(x)", redirect("/a"), 302, undefined, "any"],
  ["redirect(x, { status })", redirect("/a", { status: 308 }), 308, undefined, "any"],
];

for (const [name, reply, code, body, format] of CASES) {
  test(`${name} carries status ${code} and its body`, () => {
    assert.instance(reply, PreparedReply);
    assert.is(reply["~status"], code);
    assert.equal(reply["~body"], body);
    assert.is((reply as PreparedReply<number, unknown>)["~format"], format);
  });
}

test("redirect() sets the location", () => {
  assert.equal(headersOf(redirect("/a b")), ["location", "/a%20b"]);
  assert.equal(headersOf(redirect("https://a.example", { allowExternal: true })), [
    "location",
    "https://a.example",
  ]);
});

test("redirect() refuses another origin, and a status browsers do not follow", () => {
  assert.throws(() => redirect("//a.example"), /SPK_BAD_REDIRECT/);
  // What the types forbid, JavaScript can still do.
  assert.throws(() => redirect("/", { status: 200 as 302 }), /SPK_BAD_STATUS/);
});

test("status() refuses what is no final status", () => {
  for (const code of [0, 101, 600, NaN]) assert.throws(() => status(code), /SPK_BAD_STATUS/);
});

test("a reply without headers has no list", () => {
  assert.is(headersOf(json(1)), undefined);
});

test("header() chains, in lower case", () => {
  const reply = created(1).header("Location", "/1").header("x-a", "b");
  assert.equal(headersOf(reply), ["location", "/1", "x-a", "b"]);
});

test("header() refuses a second value, in any case", () => {
  const reply = json(1).header("x-a", "1");
  assert.throws(() => reply.header("X-A", "2"), /SPK_BAD_HEADER.*set already/);
  assert.equal(headersOf(reply), ["x-a", "1"]);
});

test("header() refuses CR, LF and NUL", () => {
  for (const value of ["a\r\nb", "\n", "\0"]) {
    assert.throws(() => json(1).header("x-a", value), /SPK_BAD_HEADER/);
  }
});

test("cookie() adds each name once", () => {
  const reply = noContent().cookie("a", "1").cookie("b", "2", { path: "/x" }).cookie("a", "3");
  assert.equal(headersOf(reply), ["set-cookie", "a=3; Path=/", "set-cookie", "b=2; Path=/x"]);
});

function headersOf(reply: Reply): readonly string[] | undefined {
  return (reply as PreparedReply<number, unknown>)["~headers"]?.pairs;
}

test.run();
