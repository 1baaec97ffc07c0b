// Fastify without schemas: `fastify.js PORT [async]`.
// deno-lint-ignore-file require-await -- an async function is what is measured
import process from "node:process";
// @ts-ignore: npm installs it beside this file, where deno.json does not look
import { fastify } from "fastify";

const [port, style] = process.argv.slice(2);
const app = fastify();
if (style === "async") {
  app.get("/", async () => ({ message: "Hello" }));
  app.get("/users/:id", async ({ params, query }) => ({ id: params.id, q: query.q }));
  app.post("/echo", async ({ body }) => body);
} else {
  app.get("/", () => ({ message: "Hello" }));
  app.get("/users/:id", ({ params, query }) => ({ id: params.id, q: query.q }));
  app.post("/echo", ({ body }) => body);
}
await app.listen({ port: Number(port), host: "127.0.0.1" });
