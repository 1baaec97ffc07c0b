import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createClient, type PathsClient } from "../../src/client/mod.ts";
import { testClient } from "../../src/testing/mod.ts";
import { captureLog } from "../support/captured_log.ts";
import { clientApp } from "../support/client_app.ts";
import type { paths } from "../support/golden/client_paths.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("client of paths");
const serve = withServer(test);
const log = captureLog(test);

async function connect(): Promise<PathsClient<paths>> {
  const { url } = await serve(clientApp());
  return createClient<paths>({ baseUrl: url });
}

test("a body goes there and an answer comes back", async () => {
  const api = await connect();
  const { data, error, status, response } = await api.post("/users", { body: { name: "Bob" } });
  assert.is(error, undefined);
  assert.is(status, 201);
  assert.equal(data, { id: 2, name: "Bob", born: "1970-01-01T00:00:00.000Z" });
  assert.is(response.headers.get("content-type"), "application/json");
});

test("a query has numbers, lists and what JSON cannot tell from text", async () => {
  const api = await connect();
  const query = { page: 7, tags: ["a b", "é&=+", "1"] };
  const { data } = await api.get("/users", { params: { query } });
  assert.equal(data, query.tags.map((name) => ({ id: 7, name })));
  assert.equal((await api.get("/users")).data, []);
});

test("a path has its parameters, and the rest of one its slashes", async () => {
  const api = await connect();
  const { data } = await api.get("/users/{id}", { params: { path: { id: 1 } } });
  assert.is(data?.name, "Ada");
  const path = { path: ["a b", "c%2Fd", "é?#.txt"] };
  assert.is((await api.get("/files/{path}", { params: { path } })).data, "a b/c%2Fd/é?#.txt");
});

test("headers and cookies arrive", async () => {
  const api = await connect();
  const params = { header: { "x-key": "k" }, cookie: { sid: "a;b=c é" } };
  assert.equal((await api.get("/session", { params })).data, { key: "k", sid: "a;b=c é" });
});

test("forms of either format arrive", async () => {
  const api = await connect();
  const note = { note: "a b&c", tags: ["x", "é"] };
  const multipart = { body: note, contentType: "multipart/form-data" } as const;
  const urlencoded = { body: note, contentType: "application/x-www-form-urlencoded" } as const;
  assert.equal((await api.post("/form", multipart)).data, note);
  assert.equal((await api.post("/form", urlencoded)).data, note);
  const form = new FormData();
  form.append("note", "n");
  assert.equal((await api.post("/form", { body: form })).data, { note: "n" });
});

test("bytes go there, as a Blob and as a stream", async () => {
  const api = await connect();
  const body = new Blob(["12345"], { type: "image/png" });
  assert.equal((await api.post("/upload", { body })).data, { bytes: 5, type: "image/png" });
  const stream = { body: body.stream(), contentType: "text/csv" };
  assert.equal((await api.post("/upload", stream)).data, { bytes: 5, type: "text/csv" });
});

test("bytes come back as a Blob, events as a stream, nothing as undefined", async () => {
  const api = await connect();
  const image: unknown = (await api.get("/image")).data;
  assert.is(image instanceof Blob && image.size, 3);
  const events: unknown = (await api.get("/events")).data;
  if (!(events instanceof ReadableStream)) return assert.unreachable();
  assert.match(await new Response(events).text(), "data: one");
  const gone = await api.del("/users/{id}", { params: { path: { id: "1" } } });
  assert.is(gone.status, 204);
  assert.is(gone.data, undefined);
});

test("an invalid input is the error, each fault with its place", async () => {
  const api = await connect();
  const { data, error, status } = await api.post("/users", { body: { name: "", age: -1 } });
  assert.is(data, undefined);
  assert.is(status, 422);
  if (!error || !("errors" in error)) return assert.unreachable();
  assert.equal(error.errors.map(({ loc }) => loc), [["body", "name"], ["body", "age"]]);
});

test("a declared error has its own type", async () => {
  const api = await connect();
  const result = await api.post("/users", { body: { name: "Ada" } });
  if (result.status !== 409) return assert.unreachable();
  assert.equal(result.error, { error: "taken", name: "Ada" });
});

test("problems are errors: not found, no route, a fault of the server", async () => {
  const api = await connect();
  const missing = await api.get("/users/{id}", { params: { path: { id: 9 } } });
  assert.is(missing.status, 404);
  assert.equal(missing.error, {
    type: "https://spikard.dev/errors/not-found",
    title: "Not Found",
    status: 404,
    detail: "There is no user 9",
  });
  const wrong = createClient<{ "/nowhere": { get: { responses: Record<never, never> } } }>({
    baseUrl: missing.response.url.replace("/users/9", ""),
  });
  assert.is((await wrong.get("/nowhere")).error?.title, "Not Found");
  const fault = await api.get("/fault");
  assert.is(fault.status, 500);
  assert.is(fault.error?.title, "Internal Server Error");
  assert.not.match(JSON.stringify(fault.error), "secret");
  assert.match(log.join(""), "A secret of the server");
});

test("nobody there rejects, and so does an abort", async () => {
  const server = await serve(clientApp());
  const api = createClient<paths>({ baseUrl: server.url });
  const aborted = await api.get("/users", { signal: AbortSignal.abort() }).catch(nameOf);
  assert.is(aborted, "AbortError");
  await server.close();
  assert.is(await api.get("/users").catch(nameOf), "TypeError");
});

test("the test client sends its requests without a socket", async () => {
  await using connection = testClient(clientApp());
  const fetch = (url: string, init: RequestInit) => connection.request(url, init);
  const api = createClient<paths>({ baseUrl: "", fetch });
  assert.is((await api.get("/users/{id}", { params: { path: { id: 1 } } })).data?.name, "Ada");
});

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

test.run();
