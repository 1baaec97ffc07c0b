import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as turn } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard } from "../../mod.ts";
import {
  connectMany,
  connectRaw,
  getRequest,
  jsonOf,
  type RawClient,
} from "../support/raw_client.ts";
import { withServer } from "../support/with_server.ts";

const CONNECTIONS = 64;
const ROUNDS = 20;

const test = suite("isolation");
const serve = withServer(test);
const storage = new AsyncLocalStorage<string>();

/** Each route tells what it found in the storage, and leaves its id behind there. */
function leavingApp(): Spikard {
  const app = new Spikard();
  app.get("/sync/:id", ({ params }) => ({ found: leave(params.id) }));
  app.get("/async/:id", async ({ params }) => {
    const found = leave(params.id);
    await turn();
    return { found, after: storage.getStore() };
  });
  app.get("/throws/:id", ({ params }) => {
    leave(params.id);
    throw new Error("Thrown after enterWith");
  });
  app.onError((_, { params }) => ({ found: null, failed: params.id }));
  return app;
}

function leave(id: string | undefined): string | null {
  const found = storage.getStore() ?? null;
  storage.enterWith(id ?? "");
  return found;
}

/** Asks on all connections at once, so that the requests share batches. */
function askAll(clients: readonly RawClient[], path: string): Promise<unknown[]> {
  return Promise.all(clients.map(async (client, index) => {
    return jsonOf(await client.exchange(getRequest(`${path}/${index}`)));
  }));
}

test("enterWith() in a handler is not seen by the next one of its batch", async () => {
  const server = await serve(leavingApp());
  const clients = await connectMany(server.port, CONNECTIONS);
  for (let round = 0; round < ROUNDS; round++) {
    const found = await askAll(clients, "/sync");
    assert.equal(found, clients.map(() => ({ found: null })));
  }
  assert.ok(server.stats().maxBatch > 1, "no two requests shared a batch");
});

test("enterWith() in a hook is seen by its own request only", async () => {
  const app = leavingApp();
  app.onRequest(({ query }) => storage.enterWith(String(query["hook"])));
  app.preHandler(async () => await turn());
  app.get("/hooked/:id", () => ({ found: storage.getStore() ?? null }));
  const server = await serve(app);
  const clients = await connectMany(server.port, CONNECTIONS);
  for (let round = 0; round < ROUNDS; round++) {
    const found = await Promise.all(clients.map(async (client, index) => {
      return jsonOf(await client.exchange(getRequest(`/hooked/x?hook=${index}`)));
    }));
    assert.equal(found, clients.map((_, index) => ({ found: String(index) })));
  }
});

test("run() around next() holds for the handler, and for no other request", async () => {
  const app = new Spikard();
  app.use(async ({ query }, next) => {
    await turn();
    return await storage.run(String(query["user"]), next);
  });
  app.get("/", async () => {
    await turn();
    return { found: storage.getStore() ?? null };
  });
  const server = await serve(app);
  const clients = await connectMany(server.port, CONNECTIONS);
  const found = await Promise.all(clients.map(async (client, index) => {
    return jsonOf(await client.exchange(getRequest(`/?user=${index}`)));
  }));
  assert.equal(found, clients.map((_, index) => ({ found: String(index) })));
});

test("enterWith() in an async handler stays with its own request", async () => {
  const server = await serve(leavingApp());
  const clients = await connectMany(server.port, CONNECTIONS);
  for (let round = 0; round < ROUNDS; round++) {
    const found = await askAll(clients, "/async");
    assert.equal(found, clients.map((_, index) => ({ found: null, after: String(index) })));
  }
  assert.ok(server.stats().maxBatch > 1, "no two requests shared a batch");
});

test("enterWith() before a throw is not seen by the next request of the batch", async () => {
  const server = await serve(leavingApp());
  const clients = await connectMany(server.port, CONNECTIONS);
  for (let round = 0; round < ROUNDS; round++) {
    await askAll(clients, "/throws");
    assert.equal(await askAll(clients, "/sync"), clients.map(() => ({ found: null })));
  }
});

test("enterWith() is not seen in a later turn, on the same connection", async () => {
  const { port } = await serve(leavingApp());
  const client = await connectRaw(port);
  for (const path of ["/sync/1", "/async/2", "/sync/3", "/async/4", "/sync/5"]) {
    const answer = jsonOf(await client.exchange(getRequest(path)));
    assert.is((answer as { found: unknown }).found, null, path); // its shape is leavingApp's
    await turn();
  }
});

test("enterWith() in a request is not seen by the code that serves", async () => {
  const { port } = await serve(leavingApp());
  const client = await connectRaw(port);
  await client.exchange(getRequest("/sync/1"));
  assert.is(storage.getStore(), undefined);
});

test("every handler sees the context in which the app listens", async () => {
  await storage.run("listening", async () => {
    const { port } = await serve(leavingApp());
    const clients = await connectMany(port, CONNECTIONS);
    assert.equal(await askAll(clients, "/sync"), clients.map(() => ({ found: "listening" })));
  });
});

test.run();
