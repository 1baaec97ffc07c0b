import { z } from "zod";
import type { Reply } from "../../src/http/reply.ts";
import { Router } from "../../src/routing/router.ts";
import { sse } from "../../src/streaming/sse.ts";
import { stream } from "../../src/streaming/stream.ts";
import type { StreamBody } from "../../src/streaming/stream_body.ts";
import type { testClient, TestRequestInit } from "../../src/testing/mod.ts";
import { expectType, type Same } from "./expect.ts";

const app = new Router();

async function* numbers() {
  yield 1;
}
async function* texts() {
  yield "text";
}
async function* events() {
  yield "text";
  yield { data: { any: "thing" }, id: 1, event: "tick", retry: 5, comment: "why" };
}

// What may be sent as it is made.
app.get("/", texts);
app.get("/", () => texts());
app.get("/", () => new ReadableStream<Uint8Array>());
app.get("/", () => stream(texts(), { type: "text/plain" }));
app.get("/", () => stream(new ReadableStream<Uint8Array>()).header("x-a", "1"));
app.get("/", () => sse(events(), { heartbeat: "5s", retry: 100 }));
app.post("/", { body: "stream" }, ({ body }) => stream(body));

// The status is part of the type.
const plain = stream(texts());
const partial = stream(texts(), { status: 206 });
expectType<Same<typeof plain, Reply<200, StreamBody>>>();
expectType<Same<typeof partial, Reply<206, StreamBody>>>();

// @ts-expect-error numbers are no chunks
stream(numbers());
// @ts-expect-error nor are they events
sse(numbers());
// @ts-expect-error a generator function gives nothing until it is called
stream(texts);
// @ts-expect-error neither does it here
sse(events);
// @ts-expect-error no such option
stream(texts(), { mime: "text/plain" });
// @ts-expect-error the unit is no unit of time
sse(events(), { heartbeat: "5kb" });

const Item = z.object({ id: z.number() });
// @ts-expect-error a declared body is no stream
app.get("/", { response: { 200: Item } }, () => stream(texts()));
// A Response may be anything.
app.get("/", { response: { 200: Item } }, () => new Response(new ReadableStream()));

// A test takes an app, or what imports one.
type TestedApp = Parameters<typeof testClient>[0];
// @ts-expect-error a Router is no app
const router: TestedApp = app;
const init: TestRequestInit = { method: "POST", json: { a: 1 }, headers: { "x-a": "1" } };
export { init, router };
