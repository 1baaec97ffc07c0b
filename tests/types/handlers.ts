import { get, post, route } from "../../src/decorators/verbs.ts";
import { created, html, json, noContent, redirect, status } from "../../src/http/replies.ts";
import type { AnyContext, RawBody } from "../../src/http/context.ts";
import type { AnyHandler } from "../../src/http/handler.ts";
import type { RequestContext } from "../../src/http/request_context.ts";
import type { Reply } from "../../src/http/reply.ts";
import type { Context, ContextOf } from "../../src/routing/context.ts";
import type { AnyRoute, Route } from "../../src/routing/route.ts";
import { Router } from "../../src/routing/router.ts";
import { expectType, type Same } from "./expect.ts";

const app = new Router();

// What may be returned, plain or promised.
app.get("/", () => ({ a: 1 }));
app.get("/", () => "text");
app.get("/", () => null);
app.get("/", () => {});
app.get("/", () => undefined);
app.get("/", () => new Response("x"));
app.get("/", () => new Uint8Array(1));
app.get("/", async () => await Promise.resolve([1, 2]));
app.get("/", () => (Math.random() > 0.5 ? created({ id: 1 }) : status(404)));
app.get("/", function named({ id }) {
  return id;
});
// @ts-expect-error a bigint has no JSON
app.get("/", () => 1n);
// @ts-expect-error nor has a symbol
app.get("/", () => Symbol("x"));
// @ts-expect-error a handler takes one argument
app.get("/", (_context: Context, next: () => void) => next());
// @ts-expect-error there is no handler
app.get("/");
// @ts-expect-error the options stand before the handler
app.get("/", () => 1, { name: "x" });

// Options.
app.get("/", { name: "a", tags: ["b"], bodyLimit: "1mb", handlerTimeout: 0 }, () => 1);
// @ts-expect-error a misspelt key
app.get("/", { nmae: "a" }, () => 1);
// @ts-expect-error a misspelt key beside a right one
app.get("/", { name: "a", tag: ["b"] }, () => 1);
// @ts-expect-error a misspelt key of a standalone verb
post("/", { name: "a", bodylimit: 1 });
// @ts-expect-error sizes have units
app.post("/", { bodyLimit: "1 megabyte" }, () => 1);
// @ts-expect-error durations have units
app.post("/", { handlerTimeout: "1mb" }, () => 1);

// A streamed body is a stream of bytes, for a decorated method too.
app.post("/", { body: "stream" }, ({ body }) => {
  expectType<Same<typeof body, ReadableStream<Uint8Array<ArrayBuffer>>>>();
  return new Response(body);
});
const upload = post("/", { body: "stream", bodyLimit: "1gb" });
upload(({ body }) => body);
class Uploads {
  @upload
  add({ body }: ContextOf<typeof upload>) {
    return body.pipeThrough(new DecompressionStream("gzip"));
  }
}
app.register(Uploads);
app.post("/", ({ body }) => {
  expectType<Same<typeof body, RawBody>>();
  return body;
});
// @ts-expect-error the only text is "stream"
app.post("/", { body: "steam" }, () => 1);

// Verbs chain and keep the type of the app.
class App extends Router {
  readonly mine = true;
}
expectType<Same<ReturnType<App["register"]>, App>>();
new App().get("/a", () => 1).post("/b", { name: "b" }, () => 2).mine;
new App().route(["PUT", "PATCH"], "/:id", ({ params }) => params.id).mine;

// A standalone route keeps method, path and answer in its type.
const root = get("/")(() => ({ message: "Hello" }));
expectType<
  Same<
    typeof root,
    Route<"GET", "/", import("../../src/routing/spec.ts").NoSpec, { message: string }>
  >
>();
const any: AnyRoute = root;
app.register(any).register(root, { prefix: "/v1" });
route(["PUT", "PATCH"], "/:id")(({ params }) => params.id);

// The helpers carry status and body.
noContent() satisfies Reply<204, undefined>;
const made = json({ a: 1 }, 201);
made satisfies Reply<201, { a: number }>;
html("<p>", 404) satisfies Reply<404, string>;
redirect("/a") satisfies Reply<302, undefined>;
redirect("/a", { status: 308 }) satisfies Reply<308, undefined>;
// @ts-expect-error browsers do not follow 304
redirect("/a", { status: 304 });
// @ts-expect-error a helper takes no bigint
created(1n);

// The context of each request is the context that handlers see.
declare const context: RequestContext;
context satisfies AnyContext;
declare const handler: AnyHandler;
handler(context);
app.get("/:id", ({ set, header, cookie, request, route }) => {
  set.status(201);
  set.cookie("a", "b", { sameSite: "lax", maxAge: 60 });
  // @ts-expect-error set has no such member
  set.body("x");
  expectType<Same<ReturnType<typeof header>, string | undefined>>();
  expectType<Same<ReturnType<typeof cookie>, string | undefined>>();
  return [request.url, route.source];
});
