// Spikard: `spikard.ts PORT [async]`.
// deno-lint-ignore-file require-await -- an async function is what is measured
import process from "node:process";
import { Spikard } from "../../../mod.ts";

const [port, style] = process.argv.slice(2);
const app = new Spikard();
if (style === "async") {
  app.get("/", async () => ({ message: "Hello" }));
  app.get("/users/:id", async ({ params, query }) => ({ id: params.id, q: query.q }));
  // Cast: the clients of the bench send objects.
  app.post("/echo", async ({ body }) => body as object);
} else {
  app.get("/", () => ({ message: "Hello" }));
  app.get("/users/:id", ({ params, query }) => ({ id: params.id, q: query.q }));
  // Cast: as above.
  app.post("/echo", ({ body }) => body as object);
}
await app.listen({ port: Number(port) });
