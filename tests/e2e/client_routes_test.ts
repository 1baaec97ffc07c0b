import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as z from "zod";
import { created, del, get, noContent, NotFound, post, Spikard, status } from "../../mod.ts";
import { client, type Prefixed, type RoutesClient } from "../../src/client/mod.ts";
import { captureLog } from "../support/captured_log.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("client of routes");
const serve = withServer(test);
const log = captureLog(test);

const User = z.object({ id: z.int(), name: z.string(), born: z.date().optional() });
const Conflict = z.object({ error: z.literal("taken") });

/** What a module of routes exports. */
const routes = {
  root: get("/")(() => ({ at: new Date(0), none: undefined })),
  list: get("/users", {
    query: z.object({ page: z.int().default(1), tags: z.array(z.string()).optional() }),
  })(({ query }) => query),
  find: get("/users/:id", { params: z.object({ id: z.int() }) })(({ params: { id } }) => {
    if (id !== 1) throw new NotFound(`There is no user ${id}`);
    return { id, name: "Ada" };
  }),
  add: post("/users", {
    body: z.object({ name: z.string().min(1) }),
    response: { 201: User, 409: Conflict },
  })(({ body: { name } }) =>
    name === "Ada" ? status(409, { error: "taken" }) : created({ id: 2, name, born: new Date(0) })
  ),
  remove: del("/users/:id")(() => noContent()),
  session: get("/session", {
    headers: z.object({ "x-key": z.string() }),
    cookies: z.object({ sid: z.string() }),
  })(({ headers, cookies }) => ({ key: headers["x-key"], sid: cookies.sid })),
  file: get("/files/*path")(({ params }) => params.path),
  echo: post("/echo")(({ body }) => body),
  fault: get("/fault")((): string => {
    throw new Error("A secret of the server");
  }),
  limit: 10,
};

function routesApp(prefix = "/"): Spikard {
  const app = new Spikard();
  const { limit: _, ...standalone } = routes;
  for (const route of Object.values(standalone)) app.register(route, { prefix });
  return app;
}

async function connect(): Promise<RoutesClient<typeof routes>> {
  const { url } = await serve(routesApp());
  return client<typeof routes>({ baseUrl: url });
}

test("what a handler returns is what the client gets, as JSON", async () => {
  const api = await connect();
  const { data, error } = await api.get("/");
  assert.is(error, undefined);
  assert.equal(data, { at: "1970-01-01T00:00:00.000Z" });
});

test("inputs reach their schemas and come back", async () => {
  const api = await connect();
  const query = { page: 7, tags: ["a b", "é&=+"] };
  assert.equal((await api.get("/users", { query })).data, query);
  assert.equal((await api.get("/users")).data, { page: 1 });
  assert.is((await api.get("/users/:id", { params: { id: 1 } })).data?.name, "Ada");
  const session = { headers: { "x-key": "k" }, cookies: { sid: "a;b" } };
  assert.equal((await api.get("/session", session)).data, { key: "k", sid: "a;b" });
  const path = "a b/c/é?#.txt";
  assert.is((await api.get("/files/*path", { params: { path } })).data, path);
});

test("a body goes there, and each declared status has its own type", async () => {
  const api = await connect();
  const added = await api.post("/users", { body: { name: "Bob" } });
  if (added.status !== 201) return assert.unreachable();
  assert.is(added.data.born, "1970-01-01T00:00:00.000Z");
  const refused = await api.post("/users", { body: { name: "Ada" } });
  if (refused.status !== 409) return assert.unreachable();
  assert.is(refused.error.error, "taken");
});

test("bodies without a schema are read by their content type", async () => {
  const api = await connect();
  assert.equal((await api.post("/echo", { body: { a: [1, null] } })).data, { a: [1, null] });
  assert.equal((await api.post("/echo", { body: new URLSearchParams("a=1&a=2") })).data, {
    a: ["1", "2"],
  });
  const text = { body: "é", contentType: "text/plain" };
  assert.is((await api.post("/echo", text)).data, "é");
});

test("no content is undefined, and HEAD has none", async () => {
  const api = await connect();
  assert.equal((await api.del("/users/:id", { params: { id: 1 } })).data, undefined);
  const { data, status } = await api.head("/");
  assert.is(data, undefined);
  assert.is(status, 200);
});

test("problems are errors: an invalid input, not found, a fault of the server", async () => {
  const api = await connect();
  const invalid = await api.post("/users", { body: { name: "" } });
  assert.is(invalid.status, 422);
  if (invalid.status !== 422) return;
  assert.equal(invalid.error.errors?.map(({ loc, type }) => ({ loc, type })), [
    { loc: ["body", "name"], type: "string_too_short" },
  ]);
  const missing = await api.get("/users/:id", { params: { id: 9 } });
  assert.is(missing.error?.detail, "There is no user 9");
  const fault = await api.get("/fault");
  assert.is(fault.status, 500);
  assert.not.match(JSON.stringify(fault.error), "secret");
  assert.match(log.join(""), "A secret of the server");
});

test("a map below a prefix is called there", async () => {
  const { url } = await serve(routesApp("/v1"));
  const api = client<Prefixed<"/v1", typeof routes>>({ baseUrl: url });
  assert.equal((await api.get("/v1/users/:id", { params: { id: 1 } })).data?.id, 1);
  assert.is((await api.get("/v1")).status, 200);
});

test.run();
