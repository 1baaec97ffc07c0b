/** The server of the soak, a process of its own: prints its port and serves until it is killed. */
import { Spikard } from "../../mod.ts";

const app = new Spikard();
app.get("/", () => ({ message: "Hello" }));
app.get("/users/:id", ({ params, query }) => ({ id: params.id, q: query.q }));
app.get("/later", async () => {
  await new Promise((resolve) => setTimeout(resolve, 1));
  return { message: "Later" };
});
// Cast: the client of the soak sends objects.
app.post("/echo", ({ body }) => body);
const { port } = await app.listen({ port: 0 });
console.log(port);
