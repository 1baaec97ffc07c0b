// Spikard: `spikard.ts PORT [async]`.
// deno-lint-ignore-file require-await -- an async function is what is measured
import process from "node:process";
import { Spikard } from "../../../mod.ts";

const [port, style] = process.argv.slice(2);
const app = new Spikard();
if (style === "async") {
  app.get("/", async () => ({ message: "Hello" }));
  app.get("/users/:id", async ({ params, query }) => ({ id: params.id, q: query.q }));
  app.post("/echo", async ({ body }) => body);
} else {
  app.get("/", () => ({ message: "Hello" }));
  app.get("/users/:id", ({ params, query }) => ({ id: params.id, q: query.q }));
  app.post("/echo", ({ body }) => body);
}
await app.listen({ port: Number(port) });
