import { suite } from "uvu";
import * as assert from "uvu/assert";
import { BadRequest } from "../../../src/http/http_errors.ts";
import { requestOf, urlOf } from "../../../src/http/request.ts";
import { FakeCall, type FakeRequest } from "../../support/fake_call.ts";

const test = suite("http/request");

for (const host of ["a.example", "a.example:8080", "127.0.0.1", "[::1]:80", "LOCALHOST", "x_y"]) {
  test(`urlOf() takes the host ${host}`, () => {
    assert.is(urlOf(callTo(host)), `http://${host}/a%20b?q=1`);
  });
}

test("urlOf() says localhost where the request names no host", () => {
  assert.is(urlOf(new FakeCall({ path: "/a" })), "http://localhost/a");
  assert.is(urlOf(new FakeCall({ path: "/a", headers: [["host", ""]] })), "http://localhost/a");
});

for (
  const host of ["a b", "a/b", "u@a", "a#b", "a?b", "a\\b", "[::1", "a:b", "a:99999", ":80", "a, b"]
) {
  test(`urlOf() refuses the host ${JSON.stringify(host)}`, () => {
    assert.throws(() => urlOf(callTo(host)), (error: unknown) => error instanceof BadRequest);
  });
}

test("requestOf() has method, URL, headers and body", async () => {
  const request = requestFor({
    method: "POST",
    headers: [["content-type", "text/plain"], ["x-a", "1"], ["x-a", "2"], ["cookie", "c=1"]],
    body: "é",
  });
  assert.is(request.method, "POST");
  assert.is(request.url, "http://localhost/");
  assert.is(request.headers.get("x-a"), "1, 2");
  assert.is(request.headers.get("cookie"), "c=1");
  assert.is(request.headers.get("content-type"), "text/plain");
  assert.is(await request.text(), "é");
});

test("requestOf() has no body and no content type of its own where there is none", async () => {
  const request = requestFor({ method: "POST" });
  assert.is(await request.text(), "");
  assert.is(request.headers.get("content-type"), null);
});

test("requestOf() leaves out the body of GET, which the Fetch standard refuses", async () => {
  assert.is(await requestFor({ method: "GET", body: "x" }).text(), "");
});

test("requestOf() takes QUERY with a body", async () => {
  const request = requestFor({ method: "QUERY", body: "x" });
  assert.is(request.method, "QUERY");
  assert.is(await request.text(), "x");
});

function callTo(host: string): FakeCall {
  return new FakeCall({ path: "/a%20b", query: "q=1", headers: [["host", host]] });
}

function requestFor(request: FakeRequest): Request {
  const call = new FakeCall(request);
  return requestOf(call, urlOf(call));
}

test.run();
