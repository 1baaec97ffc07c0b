import { Router, Spikard } from "@spikard/node";
import { createClient } from "@spikard/node/client";
import { requestId } from "@spikard/node/middleware";
import { testClient } from "@spikard/node/testing";

export const app: Spikard = new Spikard({ title: "Greetings" });
app.use(requestId());
app.get("/users/:id", ({ params }) => ({ id: params.id }));
app.register(new Router().get("/late", () => "later"), { prefix: "/more" });

interface Paths {
  "/users/{id}": {
    get: {
      parameters: { path: { id: string } };
      responses: { 200: { content: { "application/json": { id: string } } } };
    };
  };
}

await using server = await app.listen({ port: 0 });
const { data } = await createClient<Paths>({ baseUrl: server.url })
  .get("/users/{id}", { params: { path: { id: "ä 1" } } });
await using client = testClient(app);
const late = await (await client.get("/more/late")).text();
console.log(JSON.stringify([data?.id, late, Object.keys(app.openapi().paths ?? {})]));
