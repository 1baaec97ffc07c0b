// Fastify: `fastify.js PORT`.
import process from "node:process";
import Fastify from "../../http/node_modules/fastify/fastify.js";

const app = Fastify();
app.get("/slow", async () => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { done: true };
});
app.post("/users", { bodyLimit: 1_000 }, ({ body }) => body);
await app.listen({ port: Number(process.argv[2]), host: "127.0.0.1" });
process.once("SIGTERM", () => app.close().then(() => process.exit()));
