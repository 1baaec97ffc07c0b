import { suite } from "uvu";
import * as assert from "uvu/assert";
import { encodeRequest, makeRequest, type TestRequestInit } from "../../../src/testing/request.ts";

const test = suite("testing/request");

async function encode(path: string, init: TestRequestInit = {}) {
  const { headers, ...rest } = await encodeRequest(makeRequest(path, init));
  const fields = headers.split("\0");
  assert.is(fields.pop(), "");
  const pairs = new Map<string, string>();
  while (fields.length > 0) pairs.set(...fields.splice(0, 2) as [string, string]); // an even number
  return { ...rest, headers: pairs, text: new TextDecoder().decode(rest.body) };
}

test("a request is a GET of path and query, to localhost", async () => {
  const { method, target, headers, text } = await encode("/a%20b?q=ü");
  assert.is(method, "GET");
  assert.is(target, "/a%20b?q=%C3%BC");
  assert.is(headers.get("host"), "localhost");
  assert.is(text, "");
});

test("a path that begins with two slashes is a path", async () => {
  const { target, headers } = await encode("//double/x?a=//b");
  assert.is(target, "//double/x?a=//b");
  assert.is(headers.get("host"), "localhost");
});

test("a request carries its headers and its body", async () => {
  const { method, headers, text } = await encode("/", {
    method: "POST",
    headers: { "X-A": "1", host: "example.com", cookie: "a=b" },
    body: "é",
  });
  assert.is(method, "POST");
  assert.is(headers.get("x-a"), "1");
  assert.is(headers.get("host"), "example.com");
  assert.is(headers.get("cookie"), "a=b");
  assert.match(headers.get("content-type") ?? "", /^text\/plain/);
  assert.is(text, "é");
});

test("json is sent as JSON, whatever it is", async () => {
  for (const json of [{ a: "é" }, [1], "text", 0, false, null]) {
    const { headers, text } = await encode("/", { method: "POST", json });
    assert.is(headers.get("content-type"), "application/json");
    assert.equal(JSON.parse(text), json);
  }
});

test("json leaves a content type that is named alone", async () => {
  const headers = { "Content-Type": "application/vnd.api+json" };
  const request = await encode("/", { method: "PATCH", json: {}, headers });
  assert.is(request.headers.get("content-type"), "application/vnd.api+json");
});

test("json beside a body is refused", () => {
  const init = { method: "POST", json: 1, body: "x" };
  assert.throws(() => makeRequest("/", init), /"json" and "body": pass one/);
});

test("a FormData is written as a multipart form", async () => {
  const form = new FormData();
  form.append("file", new File(["hi"], "a.txt"));
  const { headers, text } = await encode("/", { method: "POST", body: form });
  const [, boundary = "none"] = /^multipart\/form-data; ?boundary=(.+)$/
    .exec(headers.get("content-type") ?? "") ?? [];
  assert.ok(text.includes(boundary));
  assert.match(text, /filename="a\.txt"/);
});

test("a GET with a body is refused, as fetch refuses it", () => {
  assert.throws(() => makeRequest("/", { method: "GET", json: 1 }), TypeError);
});

test.run();
