import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard } from "../../mod.ts";
import { connectMany, getRequest, jsonOf, postRequest, textOf } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const CLIENTS = 16;

const test = suite("threads");
const serve = withServer(test);

function echoApp(): Spikard {
  const app = new Spikard();
  app.get("/sync/:id", ({ params }) => ({ id: params.id }));
  app.get("/later/:id", async ({ params }) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return { id: `später ${params.id}` };
  });
  app.post("/bytes", ({ body }) => new TextEncoder().encode(body as string));
  app.post("/back", { body: "stream" }, ({ body }) => body);
  app.get("/never", { handlerTimeout: "200ms" }, () => new Promise(() => {}));
  return app;
}

test("connections on several threads get their own answers from one batch", async () => {
  const server = await serve(echoApp(), { threads: 3 });
  const clients = await connectMany(server.port, CLIENTS);
  for (let round = 0; round < 40; round++) {
    const sync = clients.map((client, at) => client.exchange(getRequest(`/sync/${round}-${at}`)));
    const later = clients.map((client, at) => client.exchange(getRequest(`/later/${round}-${at}`)));
    const ids = clients.map((_, at) => `${round}-${at}`);
    assert.equal((await Promise.all(sync)).map(jsonOf), ids.map((id) => ({ id })));
    assert.equal(
      (await Promise.all(later)).map(jsonOf),
      ids.map((id) => ({ id: `später ${id}` })),
    );
  }
  assert.is(server.stats().connections, CLIENTS);
});

test("bytes and deadlines find the thread of their connection", async () => {
  const server = await serve(echoApp(), { threads: 3 });
  const clients = await connectMany(server.port, CLIENTS);
  const bytes = clients.map((client, at) => client.exchange(postRequest("/bytes", `body ${at}`)));
  assert.equal((await Promise.all(bytes)).map(textOf), clients.map((_, at) => `body ${at}`));
  const never = await Promise.all(clients.map((client) => client.exchange(getRequest("/never"))));
  assert.equal(never.map(({ status }) => status), clients.map(() => 504));
  await eventually("freeing of all slots", () => server.stats().slotsInUse === 0);
});

test("bodies that come piece by piece find the thread of their connection, both ways", async () => {
  const server = await serve(echoApp(), { threads: 3 });
  const bodies = Array.from({ length: CLIENTS }, (_, at) => `${at} `.repeat(20_000));
  const answers = bodies.map(async (body) => {
    return (await fetch(`${server.url}/back`, { method: "POST", body })).text();
  });
  assert.ok((await Promise.all(answers)).every((answer, at) => answer === bodies[at]));
  await eventually("the end of all streams", () => {
    const { streams, bodySources } = server.stats();
    return streams + bodySources === 0;
  });
});

test("close() answers what runs on every thread", async () => {
  const server = await serve(echoApp(), { threads: 3 });
  const clients = await connectMany(server.port, CLIENTS);
  const answers = clients.map((client, at) => client.exchange(getRequest(`/later/${at}`)));
  await eventually("arrival of all requests", () => server.stats().requests === CLIENTS);
  await server.close();
  assert.equal((await Promise.all(answers)).map(({ status }) => status), clients.map(() => 200));
});

test.run();
