import { get } from "../../src/decorators/verbs.ts";
import type { AnyContext } from "../../src/http/context.ts";
import type { Middleware } from "../../src/http/handler.ts";
import type { Guard, Hook, OutgoingReply, ResponseResult } from "../../src/http/hooks.ts";
import type { Context } from "../../src/routing/context.ts";
import { type Plugin, Router } from "../../src/routing/router.ts";
import { expectType, type Same } from "./expect.ts";

const app = new Router();

// What surrounds handlers; everything chains.
app.use((_context, next) => next(), async ({ set }, next) => {
  set.header("x-a", "b");
  return await next();
});
app.use(() => ({ error: "closed" })).onRequest(({ path }) => console.log(path))
  .preValidation(async () => await Promise.resolve()).preHandler(() => new Response("no"));
app.onSend((context, reply) => {
  expectType<Same<typeof context, AnyContext>>();
  expectType<Same<typeof reply, OutgoingReply>>();
  reply.status = 201;
  reply.headers.set("x-a", "b");
});
app.onResponse((_context, result) => {
  expectType<Same<typeof result, ResponseResult>>();
});
const named: Middleware = (_context, next) => next();
const hook: Hook = () => undefined;
app.use(named).onRequest(hook);
const guard: Guard = ({ cookie }) => cookie("session") !== undefined;
app.preHandler(guard);
app.use({ onSend: (_context, reply) => reply.body as string, onResponse: () => {} }, named);
// @ts-expect-error a misspelt hook
app.use({ onSned: hook });
// @ts-expect-error a path belongs to a Router with a prefix
app.use("/admin", named);
// @ts-expect-error middleware runs the rest by calling next()
app.use((_context, next) => next("value"));
// @ts-expect-error a bigint has no JSON
app.onRequest(() => 1n);
// @ts-expect-error onResponse answers nothing
app.onResponse(() => "late");
// @ts-expect-error there is no hook
app.onSend();

// Plugins.
app.register((scope) => {
  expectType<Same<typeof scope, Router>>();
  scope.get("/", () => 1);
});
app.register((scope) => scope.get("/", () => 1), { prefix: "/v1" });
app.register(async (scope) => {
  await Promise.resolve();
  scope.get("/", () => 1);
});
// @ts-expect-error a misspelt prefix
app.register((scope) => scope.get("/", () => 1), { prefx: "/v1" });
// @ts-expect-error a handler is no plugin
app.register(() => "hello");
// @ts-expect-error nor is one that reads its context
app.register(({ params }: Context<"/">) => console.log(params));
// @ts-expect-error nor is a verb without its handler
app.register(get("/"));

function database(scope: Router, { url }: { readonly url: string }): void {
  scope.get("/", () => url);
}
database satisfies Plugin<{ readonly url: string }>;
app.register(database, { url: "memory" }).register(database, { url: "memory", prefix: "/v1" });
// @ts-expect-error its options are required
app.register(database);
// @ts-expect-error one of them is missing
app.register(database, { prefix: "/v1" });
// @ts-expect-error one has another type
app.register(database, { url: 1 });
// @ts-expect-error one is misspelt
app.register(database, { url: "memory", prefx: "/v1" });

function paging(scope: Router, { size = 10 }: { readonly size?: number } = {}): Promise<void> {
  scope.get("/", () => size);
  return Promise.resolve();
}
app.register(paging).register(paging, { size: 1 }).register(paging, { prefix: "/v1" });
// @ts-expect-error the option has another type
app.register(paging, { size: "1" });

// Routers stand in routers, and the type of the outer one is kept.
class App extends Router {
  readonly mine = true;
}
new App().register(new Router(), { prefix: "/v1" }).register(() => {}).use(named).mine;
// @ts-expect-error a prefix is text
app.register(new Router(), { prefix: 1 });
// @ts-expect-error text cannot be registered
app.register("users");
