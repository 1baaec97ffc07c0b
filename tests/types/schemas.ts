import { get, post } from "../../src/decorators/verbs.ts";
import { created, noContent, status } from "../../src/http/replies.ts";
import type { Body, Context, Cookies, Headers, Params, Query } from "../../src/routing/context.ts";
import { Router } from "../../src/routing/router.ts";
import type { AnySchema, Input, Output } from "../../src/schema/standard_schema.ts";
import { z } from "zod";
import { expectType, type Same } from "./expect.ts";

const app = new Router();
const Page = z.object({ page: z.int().default(1) });
const User = z.object({ id: z.string(), kind: z.enum(["person", "robot"]) });
const Shape = z.discriminatedUnion("type", [
  z.object({ type: z.literal("circle"), radius: z.number() }),
  z.object({ type: z.literal("pair"), pair: z.tuple([z.number(), z.string()]) }),
]);
const When = z.string().transform((text) => new Date(text));

When satisfies AnySchema;
expectType<Same<Input<typeof When>, string>>();
expectType<Same<Output<typeof When>, Date>>();
expectType<Same<Body<typeof Page>, { page: number }>>();
expectType<Same<Query<typeof Page>, { page: number }>>();
expectType<Same<Headers<typeof Page>, { page: number }>>();
expectType<Same<Cookies<typeof Page>, { page: number }>>();
expectType<Same<Params<typeof Page>, { page: number }>>();

// Each input has the output type of its schema.
app.post("/:id", {
  body: User,
  query: Page,
  params: z.object({ id: z.string(), org: z.string() }),
  headers: z.object({ "x-a": z.string() }),
  cookies: z.object({ sid: z.string() }),
}, ({ body, query, params, headers, cookies }) => {
  expectType<Same<typeof body, { id: string; kind: "person" | "robot" }>>();
  expectType<Same<typeof query, { page: number }>>();
  expectType<Same<typeof params, { id: string; org: string }>>();
  expectType<Same<typeof headers, { "x-a": string }>>();
  expectType<Same<typeof cookies, { sid: string }>>();
  // @ts-expect-error the schema has no such key
  body.name;
  return 1;
});
post("/", { body: User })(({ body }) => body.kind);
get("/:id", { query: Page })(({ params, query }) => [params.id, query.page]);
app.get("/:id", { query: Page }, (context: Context<"/:id", { query: typeof Page }>) => context.id);

// @ts-expect-error a schema is a Standard Schema
app.post("/", { body: { name: "string" } }, () => 1);
// @ts-expect-error 299 is no registered status
app.get("/", { response: { 299: User } }, () => status(299, { id: "1", kind: "person" }));

// A declared response is checked, and its literals are inferred.
const answers = { response: { 200: User, 201: User, 204: null } } as const;
app.get("/", answers, () => ({ id: "1", kind: "person" }));
app.get("/", answers, async () => await Promise.resolve({ id: "1", kind: "robot" as const }));
app.get("/", answers, () => created({ id: "1", kind: "robot" }));
app.get("/", answers, () => noContent());
app.get("/", answers, () => undefined);
app.get("/", answers, () => new Response("x"));
app.get("/", answers, () => Math.random() > 0.5 ? { id: "1", kind: "person" } : noContent());
get("/", answers)(() => ({ id: "1", kind: "person" }));
app.get("/", { response: { 200: Shape } }, () => ({ type: "pair", pair: [1, "a"] }));
app.get("/", { response: { 200: z.array(z.literal(["a", "b"])) } }, () => ["a", "b"]);
app.get("/", { response: { 202: User } }, () => status(202, { id: "1", kind: "robot" }));

// @ts-expect-error a value outside the enum
app.get("/", answers, () => ({ id: "1", kind: "alien" }));
// @ts-expect-error a missing key
app.get("/", answers, () => ({ id: "1" }));
// @ts-expect-error an undeclared status
app.get("/", answers, () => status(404, { id: "1", kind: "person" }));
// @ts-expect-error the wrong shape for 201
app.get("/", answers, () => created({ id: 1, kind: "person" }));
// @ts-expect-error nothing, where 200 is all that is declared
app.get("/", { response: { 200: User } }, () => undefined);
// @ts-expect-error the same for a standalone route
get("/", { response: { 200: User } })(() => ({ id: 1, kind: "person" }));
// @ts-expect-error a misspelt key beside a right one
app.get("/", { query: Page, respnse: { 200: User } }, () => 1);

// A handler returns the input of a transform.
app.get("/", { response: { 200: z.object({ when: When }) } }, () => ({ when: "2026-01-01" }));
// @ts-expect-error its output is what clients get
app.get("/", { response: { 200: z.object({ when: When }) } }, () => ({ when: new Date() }));
