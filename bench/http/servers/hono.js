// Hono on its Node server: `hono.js PORT`.
import process from "node:process";
// @ts-ignore: npm installs it beside this file, where deno.json does not look
import { serve } from "@hono/node-server";
// @ts-ignore: as above
import { Hono } from "hono";

const app = new Hono();
app.get("/", (context) => context.json({ message: "Hello" }));
app.get("/users/:id", (context) => {
  return context.json({ id: context.req.param("id"), q: context.req.query("q") });
});
app.post("/echo", async (context) => context.json(await context.req.json()));
serve({ fetch: app.fetch, port: Number(process.argv[2]), hostname: "127.0.0.1" });
