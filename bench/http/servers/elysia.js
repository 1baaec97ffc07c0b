// Elysia with its own schemas: `elysia.js PORT`.
import process from "node:process";
// @ts-ignore: npm installs it beside this file, where deno.json does not look
import { Elysia, t } from "elysia";

const User = t.Object({
  name: t.String({ minLength: 1, maxLength: 100 }),
  email: t.String({ format: "email" }),
  age: t.Integer({ minimum: 0, maximum: 150 }),
  tags: t.Array(t.String(), { maxItems: 10 }),
  active: t.Boolean(),
});

new Elysia()
  .get("/", () => ({ message: "Hello" }))
  .get("/users/:id", ({ params, query }) => ({ id: params.id, q: query.q }))
  .post("/echo", ({ body }) => body)
  .post("/users", ({ body }) => body, { body: User })
  .listen({ port: Number(process.argv[2]), hostname: "127.0.0.1" });
