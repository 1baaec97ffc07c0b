import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Server, Spikard } from "../../mod.ts";
import { type TestClient, testClient, type TestRequestInit } from "../../src/testing/mod.ts";
import { makeRequest } from "../../src/testing/request.ts";
import { casesApp, CLIENT_CASES } from "../support/client_cases.ts";
import { installProgram } from "../support/user_program.ts";
import { eventually } from "../support/waiting.ts";

const test = suite("test client");
/** What belongs to a connection, or to the moment. */
const OF_THE_CONNECTION = ["connection", "date", "keep-alive", "transfer-encoding"];

const app = casesApp();
let server: Server;
let client: TestClient;

test.before(async () => {
  server = await app.listen({ port: 0 });
  client = testClient(app);
});
test.after(async () => {
  await client.close();
  await server.close({ timeout: 0 });
});

/** Sends what the test client would send, over a socket. */
async function overSocket(path: string, init: TestRequestInit = {}): Promise<Response> {
  const { method, headers, body } = makeRequest(path, init);
  const bytes = body === null ? null : await new Response(body).arrayBuffer();
  return fetch(server.url + path, { method, headers, body: bytes, redirect: "manual" });
}

async function contentOf(response: Response): Promise<unknown> {
  const headers = [...response.headers].filter(([name]) => !OF_THE_CONNECTION.includes(name));
  return { status: response.status, headers, body: await response.text() };
}

for (const { name, path, init } of CLIENT_CASES) {
  test(`the answer to ${name} is that of a socket`, async () => {
    const [sent, asked] = await Promise.all([
      overSocket(path, init).then(contentOf),
      client.request(path, init).then(contentOf),
    ]);
    assert.equal(asked, sent);
  });
}

test("every verb has its method", async () => {
  const methods = new Spikard();
  methods.all("/", ({ method }) => new Response(null, { headers: { "x-method": method } }));
  const own = testClient(methods);
  const answers = await Promise.all([
    ...[own.get("/"), own.head("/"), own.post("/"), own.put("/"), own.patch("/")],
    ...[own.del("/"), own.options("/"), own.query("/")],
  ]);
  assert.equal(answers.map(({ headers }) => headers.get("x-method")), [
    ...["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"],
  ]);
  await own.close();
});

test("the body of a stream is read as it comes, and cancelled where it is given up", async () => {
  const streams = new Spikard();
  let ended = 0;
  streams.get("/", async function* () {
    try {
      for (let i = 0;; i++) {
        yield `${i} `;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    } finally {
      ended += 1;
    }
  });
  const own = testClient(streams);
  const reader = (await own.get("/")).body?.getReader();
  const first = await reader?.read();
  assert.is(new TextDecoder().decode(first?.value).slice(0, 2), "0 ");
  await reader?.cancel();
  await eventually("the end of the generator", () => ended === 1);
  await own.close();
});

test("a stream that breaks rejects the body with a TypeError, as fetch does", async () => {
  const streams = new Spikard();
  streams.get("/", async function* () {
    yield "first";
    throw new Error("Broken on purpose");
  });
  const own = testClient(streams);
  const response = await own.get("/");
  const error = await response.text().then(() => assert.unreachable(), (reason) => reason);
  assert.instance(error, TypeError);
  assert.match(error.message, "The body of the response broke off");
  await own.close();
});

test("an abort fails the body and reaches the app", async () => {
  const streams = new Spikard();
  let stopped = 0;
  streams.get("/", () =>
    new ReadableStream({
      start: (controller) => controller.enqueue("first"),
      cancel: () => void (stopped += 1),
    }));
  const own = testClient(streams);
  const controller = new AbortController();
  const response = await own.get("/", { signal: controller.signal });
  controller.abort();
  await response.text().then(() => assert.unreachable(), ({ name }) => {
    assert.is(name, "AbortError");
  });
  await eventually("the cancel", () => stopped === 1);
  await own.close();
});

test("many requests at once have their own answers", async () => {
  const ids = Array.from({ length: 200 }, (_, id) => String(id));
  const answers = await Promise.all(ids.map((id) => client.get(`/users/${id}`)));
  const bodies = await Promise.all(answers.map((answer) => answer.json()));
  assert.equal(bodies.map(({ id }) => id), ids);
});

test("an app is imported from its file, which does not serve it then", async () => {
  const program = `
import { Spikard } from "@spikard/node";

const app = new Spikard();
app.get("/users/:id", ({ params }) => ({ id: params.id }));
await app.run();
export default app;
`;
  const file = await installProgram(new Map([["app.ts", program]]));
  const own = testClient(() => import(file.href));
  assert.equal(await (await own.get("/users/7")).json(), { id: "7" });
  await own.close();
});

test("a client goes away before the answer where its signal aborts", async () => {
  const waiting = new Spikard();
  let isAborted = false;
  waiting.get("/", ({ signal }) =>
    new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => {
        isAborted = true;
        resolve();
      });
      controller.abort(new Error("No longer needed"));
    }));
  const controller = new AbortController();
  const own = testClient(waiting);
  await own.get("/", { signal: controller.signal }).then(() => assert.unreachable(), (reason) => {
    assert.is(reason.message, "No longer needed");
  });
  await eventually("the abort", () => isAborted);
  await own.close();
});

test("an app that cannot start rejects the request", async () => {
  const own = testClient(new Spikard());
  await own.get("/").then(() => assert.unreachable(), ({ code }) => {
    assert.is(code, "SPK_NO_ROUTES");
  });
  await own.close();
});

test("a closed client refuses requests, and closing twice is once", async () => {
  const own = testClient(app);
  assert.is((await own.get("/users/1")).status, 200);
  assert.is(own.close(), own.close());
  await own.close();
  await own.get("/users/1").then(() => assert.unreachable(), ({ code }) => {
    assert.is(code, "SPK_CLOSED");
  });
});

test.run();
