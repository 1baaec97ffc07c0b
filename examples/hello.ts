import { Spikard } from "@spikard/node";

const app = new Spikard();
app.get("/", () => ({ message: "Hello" }));
app.get("/users/:id", ({ params }) => ({ id: params.id }));
await app.run({ host: "127.0.0.1", port: 8000 });
export default app;
