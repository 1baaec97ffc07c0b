// Hono on the server of its runtime, with Zod: `hono.js PORT`.
import process from "node:process";
// @ts-ignore: npm installs it beside this file, where deno.json does not look
import { zValidator } from "@hono/zod-validator";
// @ts-ignore: as above
import { Hono } from "hono";
import { User } from "../../user_schema.ts";

const app = new Hono();
app.get("/", (context) => context.json({ message: "Hello" }));
app.get("/users/:id", (context) => {
  return context.json({ id: context.req.param("id"), q: context.req.query("q") });
});
app.post("/echo", async (context) => context.json(await context.req.json()));
app.post("/users", zValidator("json", User), (context) => context.json(context.req.valid("json")));

const address = { port: Number(process.argv[2]), hostname: "127.0.0.1" };
if (globalThis.Bun) globalThis.Bun.serve({ ...address, fetch: app.fetch });
else if (globalThis.Deno) globalThis.Deno.serve(address, app.fetch);
else {
  // @ts-ignore: as above
  const { serve } = await import("@hono/node-server");
  serve({ ...address, fetch: app.fetch });
}
