/** A server that tells how much memory it needs once its garbage is collected. */
import process from "node:process";
import { setImmediate as turn } from "node:timers/promises";
import { Spikard } from "../../../mod.ts";
import { collectGarbage } from "../heap.ts";

const app = new Spikard();
app.get("/users/:id", async ({ params, query }) => {
  await turn();
  return { id: params.id, q: query.q };
});
app.post("/echo", ({ body }) => ({ body }));
app.get("/memory", () => {
  collectGarbage();
  return { resident: process.memoryUsage().rss };
});
const server = await app.listen({ port: 0 });
console.log(server.port);
