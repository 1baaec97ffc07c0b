import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AnyHandler } from "../../../src/http/handler.ts";
import { json, status } from "../../../src/http/replies.ts";
import { etag, type EtagOptions } from "../../../src/middleware/etag.ts";
import { withHooks } from "../../support/with_hooks.ts";

const test = suite("middleware/etag");

interface Asked {
  readonly options?: EtagOptions;
  readonly known?: string;
  readonly method?: string;
}

async function ask(handler: AnyHandler, { options, known, method = "GET" }: Asked = {}) {
  const headers = known === undefined ? [] : [["if-none-match", known] as const];
  const reply = await withHooks([etag(options)], handler, { method, headers });
  return { ...reply, tag: new Map(reply.headers).get("etag") };
}

const HELLO = () => ({ message: "Hello" });

test("etag() gives one content one tag, and others others", async () => {
  const { tag, status, body } = await ask(HELLO);
  assert.match(tag ?? "", /^W\/"[0-9a-z-]+"$/);
  assert.equal([status, body], [200, '{"message":"Hello"}']);
  assert.is((await ask(HELLO)).tag, tag);
  assert.is.not((await ask(() => ({ message: "hello" }))).tag, tag);
  assert.ok((await ask(() => new Uint8Array([1, 2]))).tag);
});

test("etag() answers 304 without content where the client has it", async () => {
  const { tag = "" } = await ask(HELLO);
  for (const known of [tag, tag.slice(2), `"other", ${tag}`, `"a,b" , ${tag}`, "*"]) {
    const { status, headers, body } = await ask(HELLO, { known });
    assert.is(status, 304);
    assert.equal(headers, [["etag", tag]]);
    assert.is(body, "");
  }
});

test("etag() answers in full where the client has something else", async () => {
  const { tag = "" } = await ask(HELLO);
  for (const known of ["", '"other"', tag.slice(2, -1), `${tag}x`]) {
    assert.is((await ask(HELLO, { known })).status, 200);
  }
});

test("etag() answers HEAD as GET", async () => {
  const { tag } = await ask(HELLO);
  assert.is((await ask(HELLO, { method: "HEAD" })).tag, tag);
});

const UNTAGGED: readonly (readonly [name: string, handler: AnyHandler, asked?: Asked])[] = [
  ["answers to POST", HELLO, { method: "POST" }],
  ["other statuses", () => status(404, {})],
  ["empty answers", () => {}],
  ["what must not be stored", () => json({}).header("cache-control", "private, no-store")],
  ["what is over the limit", () => "12345", { options: { limit: 4 } }],
];

for (const [name, handler, asked] of UNTAGGED) {
  test(`etag() leaves alone ${name}`, async () => {
    assert.is((await ask(handler, asked)).tag, undefined);
  });
}

test("etag() keeps the tag of the handler", async () => {
  assert.is((await ask(() => json({}).header("etag", '"mine"'))).tag, '"mine"');
});

test("etag() refuses what it does not know", () => {
  assert.throws(() => etag({ limits: 1 } as object), /Did you mean "limit"/);
});

test.run();
