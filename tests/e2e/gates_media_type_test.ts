import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Connection } from "../../src/bridge/mod.ts";
import { expectRawProblem } from "../support/answers.ts";
import { serveCalls } from "../support/bridge_server.ts";
import { connectRaw, type RawClient, textOf } from "../support/raw_client.ts";

const test = suite("media type gate");
const JSON_ONLY = ["application/json"];
let server: Connection;
let client: RawClient;

test.before(async () => {
  const begin = (call: { reply(status: number, head: string, body: string): void }) =>
    call.reply(200, "", "taken");
  const routes = [
    { method: "POST", path: "/any" },
    { method: "POST", path: "/json", accepts: JSON_ONLY },
    { method: "POST", path: "/stream", accepts: ["text/csv", "image/*"], streamsBody: true },
    { method: "POST", path: "/form", accepts: ["multipart/form-data"] },
    { method: "POST", path: "/all", accepts: ["*/*"] },
  ];
  server = serveCalls(begin, { routes });
  client = await connectRaw(server.port);
});
test.after(async () => {
  await client.close();
  await server.close(0);
});

function post(path: string, fields: readonly string[], body = "{}"): string {
  const length = `content-length: ${body.length}`;
  return [`POST ${path} HTTP/1.1`, "host: a", ...fields, length, "", body].join("\r\n");
}

const TAKEN: readonly (readonly [path: string, type: string | undefined])[] = [
  ["/any", undefined],
  ["/any", "text/plain; charset=us-ascii"],
  ["/any", "application/octet-stream; charset=latin1"],
  ["/json", "application/json"],
  ["/json", 'APPLICATION/JSON ; Charset="utf-8"'],
  ["/json", "application/vnd.api+json"],
  ["/stream", "text/csv; charset=latin1"],
  ["/stream", "image/avif"],
  ["/all", undefined],
  ["/all", "a/b"],
];

for (const [path, type] of TAKEN) {
  test(`${path} takes a body of the type ${type}`, async () => {
    const fields = type === undefined ? [] : [`content-type: ${type}`];
    assert.is(textOf(await client.exchange(post(path, fields))), "taken");
  });
}

const REFUSED: readonly (readonly [path: string, type: string | undefined, accepts: string])[] = [
  ["/any", "", "*/*"],
  ["/any", "json", "*/*"],
  ["/any", "application/json\t;a=b", "*/*"],
  ["/any", "application/json, text/plain", "*/*"],
  ["/any", "application/json;a=1;a=2", "*/*"],
  ["/any", "application/json; charset=utf-16", "*/*"],
  ["/any", "text/plain; charset=latin1", "*/*"],
  ["/any", "application/x-www-form-urlencoded; charset=latin1", "*/*"],
  ["/json", undefined, "application/json"],
  ["/json", "application/jsonx", "application/json"],
  ["/json", "text/json", "application/json"],
  ["/json", "application/x-www-form-urlencoded", "application/json"],
  ["/json", "multipart/form-data; boundary=x", "application/json"],
  ["/stream", "text/plain", "text/csv, image/*"],
  ["/stream", "imagex/png", "text/csv, image/*"],
  ["/form", "application/json", "multipart/form-data"],
  ["/all", "junk", "*/*"],
];

for (const [path, type, accepts] of REFUSED) {
  test(`${path} refuses a body of the type ${JSON.stringify(type)} without a word to JavaScript`, async () => {
    const before = server.stats();
    const fields = type === undefined ? [] : [`content-type: ${type}`];
    const response = await client.exchange(post(path, fields));
    const problem = expectRawProblem(response, 415);
    assert.is(problem.type, "https://spikard.dev/errors/unsupported-media-type");
    assert.is(response.headers.get("accept-post"), accepts);
    const { requests, jsWakes, nativeAnswers } = server.stats();
    assert.equal([requests, jsWakes], [before.requests, before.jsWakes]);
    assert.is(nativeAnswers, before.nativeAnswers + 1);
  });
}

test("a request without a body is never 415", async () => {
  for (const fields of [[], ["content-type: text/plain"], ["content-type: junk"]]) {
    assert.is(textOf(await client.exchange(post("/json", fields, ""))), "taken");
  }
  for (const path of ["/json", "/stream", "/form"]) {
    const head = `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: junk\r\n`;
    const empty = `${head}transfer-encoding: chunked\r\n\r\n0\r\n\r\n`;
    assert.is(textOf(await client.exchange(empty)), "taken");
  }
});

test("two content types are none", async () => {
  const fields = ["content-type: application/json", "content-type: application/json"];
  expectRawProblem(await client.exchange(post("/json", fields)), 415);
});

test.run();
