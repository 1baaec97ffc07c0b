import { suite } from "uvu";
import * as assert from "uvu/assert";
import { streamOf } from "../../../src/http/body_stream.ts";
import { BadRequest } from "../../../src/http/http_errors.ts";
import { requestOf, type RequestParts, urlOf } from "../../../src/http/request.ts";
import { FakeCall, type FakeRequest } from "../../support/fake_call.ts";
import { MemorySource } from "../../support/memory_source.ts";

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

test("requestOf() writes a form that was taken apart anew", async () => {
  const body = new TextEncoder().encode("é");
  const request = requestFor({
    method: "POST",
    headers: [["content-type", "multipart/form-data; boundary=old"], ["content-length", "5"]],
    body: "--old--",
    parts: [{ name: "a", fileName: undefined, contentType: "", body }],
  });
  assert.match(
    request.headers.get("content-type") ?? "",
    /^multipart\/form-data; ?boundary=(?!old)/,
  );
  assert.is(request.headers.get("content-length"), null);
  assert.equal([...await request.formData()], [["a", "é"]]);
});

test("requestOf() takes over a body that comes piece by piece", async () => {
  const call = new FakeCall({ method: "POST" });
  const source = new MemorySource([new Uint8Array([104]), new Uint8Array([105])]);
  assert.is(await requestOf(call, partsWith(streamOf(source))).text(), "hi");
});

test("requestOf() leaves the piecewise body of GET alone", async () => {
  const source = new MemorySource([new Uint8Array([104])]);
  const request = requestOf(new FakeCall(), partsWith(streamOf(source)));
  assert.is(await request.text(), "");
  assert.is(source.reads, 0);
});

for (const stream of [undefined, streamOf(new MemorySource([]))]) {
  test("requestOf() aborts with the signal, and for its reason", () => {
    const controller = new AbortController();
    const parts = { url: "http://localhost/", signal: controller.signal, stream };
    const { signal } = requestOf(new FakeCall({ method: "POST", body: "hi" }), parts);
    assert.is(signal.aborted, false);
    controller.abort(new Error("Enough"));
    assert.equal([signal.aborted, signal.reason.message], [true, "Enough"]);
  });
}

test("requestOf() refuses a body that is read elsewhere already", () => {
  const call = new FakeCall({ method: "POST" });
  const stream = streamOf(new MemorySource([]));
  stream.getReader();
  assert.throws(() => requestOf(call, partsWith(stream)), /SPK_BODY_READ/);
});

function partsWith(stream: ReadableStream<Uint8Array>): RequestParts {
  return { url: "http://localhost/", signal: new AbortController().signal, stream };
}

function callTo(host: string): FakeCall {
  return new FakeCall({ path: "/a%20b", query: "q=1", headers: [["host", host]] });
}

function requestFor(request: FakeRequest): Request {
  const call = new FakeCall(request);
  return requestOf(call, { url: urlOf(call), signal: new AbortController().signal });
}

test.run();
