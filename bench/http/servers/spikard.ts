// Spikard, with Zod: `spikard.ts PORT [async | response]`.
// deno-lint-ignore-file require-await -- an async function is what is measured
import process from "node:process";
import { Spikard } from "../../../mod.ts";
import { User } from "../../user_schema.ts";

const [port, style] = process.argv.slice(2);
const app = new Spikard();
if (style === "async") {
  app.get("/", async () => ({ message: "Hello" }));
  app.get("/users/:id", async ({ params, query }) => ({ id: params.id, q: query.q }));
  app.post("/echo", async ({ body }) => body);
  app.post("/users", { body: User }, async ({ body }) => body);
} else {
  app.get("/", () => ({ message: "Hello" }));
  app.get("/users/:id", ({ params, query }) => ({ id: params.id, q: query.q }));
  app.post("/echo", ({ body }) => body);
  const response = style === "response" ? { response: { 200: User } } : {};
  app.post("/users", { body: User, ...response }, ({ body }) => body);
}
await app.listen({ port: Number(port) });
