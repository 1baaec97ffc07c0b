import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readAnswer } from "../../../src/client/answer.ts";

const test = suite("client/answer");

function json(body: unknown, init: ResponseInit = {}): Response {
  return new Response(typeof body === "string" ? body : JSON.stringify(body), {
    headers: { "content-type": "application/json" },
    ...init,
  });
}

function text(body: string, headers: Record<string, string>): Response {
  return new Response(body, { headers: { "content-type": "text/plain", ...headers } });
}

const DATA: readonly (readonly [name: string, response: () => Response, data: unknown])[] = [
  ["JSON is a value", () => json({ a: [1] }), { a: [1] }],
  ["so is null", () => json("null"), null],
  [
    "JSON of a suffix too",
    () => json({ a: 1 }, { headers: { "content-type": "application/hal+json" } }),
    { a: 1 },
  ],
  ["text is a string", () => new Response("text"), "text"],
  ["204 is undefined", () => new Response(null, { status: 204 }), undefined],
  ["205 is undefined", () => new Response(null, { status: 205 }), undefined],
  ["no body is undefined", () => new Response(new Uint8Array(0)), undefined],
  ["an empty text is a string", () => text("", { "content-length": "0" }), ""],
  ["so is one whose type is in capitals", () => text("a", { "content-type": "Text/HTML" }), "a"],
];

for (const [name, response, data] of DATA) {
  test(name, async () => {
    const result = await readAnswer(response(), "GET");
    assert.equal(result.data, data);
    assert.is(result.error, undefined);
    assert.ok(result.response.ok);
  });
}

test("HEAD has no data, whatever the headers say", async () => {
  const result = await readAnswer(json({ a: 1 }), "HEAD");
  assert.is(result.data, undefined);
  assert.is(result.status, 200);
});

test("bytes are a Blob", async () => {
  const headers = { "content-type": "image/png" };
  const result = await readAnswer(new Response(new Uint8Array([1, 2]), { headers }), "GET");
  assert.instance(result.data, Blob);
  assert.is(result.data instanceof Blob && result.data.size, 2);
});

test("no bytes are an empty Blob", async () => {
  const headers = { "content-type": "image/png", "content-length": "0" };
  const { data } = await readAnswer(new Response(new Uint8Array(0), { headers }), "GET");
  assert.is(data instanceof Blob && data.size, 0);
});

test("events are a stream, not waited for", async () => {
  const headers = { "content-type": "Text/Event-Stream" };
  const endless = new ReadableStream({
    start: (controller) => controller.enqueue(new Uint8Array(1)),
  });
  const result = await readAnswer(new Response(endless, { headers }), "GET");
  assert.instance(result.data, ReadableStream);
});

test("an error body is the error", async () => {
  const problem = { type: "about:blank", title: "Gone", status: 410 };
  const headers = { "content-type": "application/problem+json" };
  const response = () => json(problem, { status: 410, headers });
  const result = await readAnswer(response(), "GET");
  assert.is(result.data, undefined);
  assert.is(result.status, 410);
  assert.equal(result.error, problem);
});

const FAULTS: readonly (readonly [name: string, response: () => Response, error: object])[] = [
  [
    "an error that is no JSON becomes a problem",
    () => new Response("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway" }),
    { type: "about:blank", title: "Bad Gateway", status: 502, detail: "<h1>Bad gateway</h1>" },
  ],
  [
    "so does one without a body",
    () => new Response(null, { status: 503 }),
    { type: "about:blank", title: "HTTP 503", status: 503 },
  ],
  [
    "and one whose JSON is broken",
    () => json("{", { status: 500 }),
    { type: "about:blank", title: "HTTP 500", status: 500, detail: "{" },
  ],
  [
    "and one that would be no error to an if",
    () => json("null", { status: 404 }),
    { type: "about:blank", title: "HTTP 404", status: 404, detail: "null" },
  ],
  [
    "a long one is cut",
    () => new Response("x".repeat(1_000), { status: 500 }),
    { type: "about:blank", title: "HTTP 500", status: 500, detail: "x".repeat(512) },
  ],
  [
    "a status that is no success is an error, without a body too",
    () => new Response(null, { status: 304 }),
    { type: "about:blank", title: "HTTP 304", status: 304 },
  ],
];

for (const [name, response, error] of FAULTS) {
  test(name, async () => {
    const result = await readAnswer(response(), "GET");
    assert.equal(result.error, error);
    assert.is(result.data, undefined);
  });
}

for (const body of ["{broken", ""]) {
  test(`a success of "${body}" that says it is JSON rejects`, async () => {
    const reason = await readAnswer(json(body), "GET").catch((error) => error);
    assert.instance(reason, SyntaxError);
  });
}

test("a connection that fails within the body rejects", async () => {
  const cut = new ReadableStream({ start: (controller) => controller.error(new Error("cut")) });
  const headers = { "content-type": "application/json" };
  const reason = await readAnswer(new Response(cut, { headers }), "GET").catch((error) => error);
  assert.is(String(reason), "Error: cut");
});

test.run();
