// Spikard: `spikard.ts PORT`.
import process from "node:process";
import { Spikard, sse, stream } from "../../../mod.ts";
import { User } from "../../user_schema.ts";

const CHUNK = new Uint8Array(64 * 1_024).fill(120);
const CHUNKS = 16;

async function* chunks() {
  for (let index = 0; index < CHUNKS; index++) yield CHUNK;
}

async function* ticks() {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    yield { data: "tick" };
  }
}

function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

const app = new Spikard({ health: { live: "/livez", ready: "/readyz" } });
app.get("/", () => ({ message: "Hello" }));
app.get("/download", () => stream(chunks()));
app.get("/events", () => sse(ticks()));
app.get("/slow", async () => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { done: true };
});
app.get("/spin", ({ query }) => {
  spin(Number(query.ms));
  return { done: true };
});
app.post("/users", { body: User, bodyLimit: 1_000 }, ({ body }) => body);
app.get("/stats", () => server.stats());
const server = await app.listen({ port: Number(process.argv[2]) });
process.once("SIGTERM", () => server.close().then(() => process.exit()));
