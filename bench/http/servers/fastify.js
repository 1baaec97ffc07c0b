// Fastify with its own schemas, where a load is validated: `fastify.js PORT [async]`.
// deno-lint-ignore-file require-await -- an async function is what is measured
import process from "node:process";
// @ts-ignore: npm installs it beside this file, where deno.json does not look
import { fastify } from "fastify";

const User = {
  type: "object",
  required: ["name", "email", "age", "tags", "active"],
  additionalProperties: false,
  properties: {
    name: { type: "string", minLength: 1, maxLength: 100 },
    email: { type: "string", format: "email" },
    age: { type: "integer", minimum: 0, maximum: 150 },
    tags: { type: "array", items: { type: "string" }, maxItems: 10 },
    active: { type: "boolean" },
  },
};
const checked = { schema: { body: User, response: { 200: User } } };

const [port, style] = process.argv.slice(2);
const app = fastify();
if (style === "async") {
  app.get("/", async () => ({ message: "Hello" }));
  app.get("/users/:id", async ({ params, query }) => ({ id: params.id, q: query.q }));
  app.post("/echo", async ({ body }) => body);
  app.post("/users", checked, async ({ body }) => body);
} else {
  app.get("/", () => ({ message: "Hello" }));
  app.get("/users/:id", ({ params, query }) => ({ id: params.id, q: query.q }));
  app.post("/echo", ({ body }) => body);
  app.post("/users", checked, ({ body }) => body);
}
await app.listen({ port: Number(port), host: "127.0.0.1" });
