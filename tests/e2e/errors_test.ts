import { suite } from "uvu";
import * as assert from "uvu/assert";
import { BadRequest, HttpError, NotFound, Spikard, status, text } from "../../mod.ts";
import { expectJson, expectProblem, expectText } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { HTTP_ERRORS } from "../support/http_errors.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("errors");
const serve = withServer(test);
const log = captureLog(test);

class OutOfStock extends Error {
  readonly item = "tea";
}

class OutOfTea extends OutOfStock {}

/** An app whose route of each index throws the error there. */
function throwing(...errors: readonly unknown[]): Spikard {
  const app = new Spikard();
  for (const [index, error] of errors.entries()) {
    app.get(`/${index}`, () => {
      throw error;
    });
  }
  return app;
}

for (const { name, handler, status, headers = {}, body } of HTTP_ERRORS) {
  test(`an HttpError with ${name} is its problem`, async () => {
    const app = new Spikard();
    app.get("/", handler);
    const response = await fetch((await serve(app)).url);
    assert.is(response.status, status);
    for (const [key, value] of Object.entries(headers)) assert.is(response.headers.get(key), value);
    assert.is(response.headers.get("content-type"), "application/problem+json");
    assert.is(await response.text(), body);
  });
}

test("an HttpError below 500 is not logged, one from 500 on is", async () => {
  const app = throwing(new NotFound("Gone home"), new HttpError(502, "Upstream"));
  const { url } = await serve(app);
  await expectProblem(await fetch(`${url}/0`), 404);
  assert.equal(log, []);
  await expectProblem(await fetch(`${url}/1`), 502);
  assert.is(log.length, 1);
});

test("an unexpected error leaks neither message nor stack nor input", async () => {
  const app = new Spikard();
  app.post("/:id", ({ params, body }) => {
    throw new Error(`Secret hunter2 ${params.id} ${body}`, { cause: "hunter2" });
  });
  const { url } = await serve(app);
  const response = await fetch(`${url}/input-1`, { method: "POST", body: "input-2" });
  const answer = JSON.stringify([[...response.headers], await response.text()]);
  assert.is(response.status, 500);
  for (const secret of ["hunter2", "input-", "errors_test", " at "]) {
    assert.not.match(answer, secret);
  }
});

test("a connection goes on after an error", async () => {
  const app = throwing(new Error("Broken"));
  app.get("/good", () => "good");
  const { port } = await serve(app);
  const client = await connectRaw(port);
  for (
    const [path, expected] of [["/0", 500], ["/good", 200], ["/0", 500], ["/good", 200]] as const
  ) {
    assert.is((await client.exchange(getRequest(path))).status, expected);
  }
});

test("onError() answers errors of its class, the most derived class first", async () => {
  const app = throwing(new OutOfTea(), new OutOfStock(), new Error("Other"));
  app.onError((_, { route }) => status(500, { other: route.path }));
  app.onError(OutOfStock, ({ item }) => status(409, { soldOut: item }));
  app.onError(OutOfTea, () => status(418, "no tea"));
  const { url } = await serve(app);
  assert.is(await expectText(await fetch(`${url}/0`), 418), "no tea");
  assert.equal(await expectJson(await fetch(`${url}/1`), 409), { soldOut: "tea" });
  assert.equal(log, [], "an error with a handler of its class is an expected one");
  assert.equal(await expectJson(await fetch(`${url}/2`), 500), { other: "/2" });
  assert.is(log.length, 1);
});

test("onError() of HttpError has the status of the error unless it says another", async () => {
  const app = throwing(new NotFound("None"), new BadRequest("Bad"));
  app.onError(HttpError, (error) => ({ oops: error.detail }));
  const { url } = await serve(app);
  assert.equal(await expectJson(await fetch(`${url}/0`), 404), { oops: "None" });
  assert.equal(await expectJson(await fetch(`${url}/1`), 400), { oops: "Bad" });
});

test("onError() may be asynchronous, and see the request", async () => {
  const app = throwing(new OutOfStock());
  app.onError(OutOfStock, async (_, { path, set }) => {
    await Promise.resolve();
    set.status(410);
    set.header("x-handled", "yes");
    return { path };
  });
  const response = await fetch(`${(await serve(app)).url}/0`);
  assert.is(response.headers.get("x-handled"), "yes");
  assert.equal(await expectJson(response, 410), { path: "/0" });
});

test("an onError() that returns nothing leaves the problem as it is", async () => {
  const seen: unknown[] = [];
  const app = throwing(new NotFound("None"));
  app.onError((error) => void seen.push(error));
  const { detail } = await expectProblem(await fetch(`${(await serve(app)).url}/0`), 404);
  assert.is(detail, "None");
  assert.is(seen.length, 1);
});

test("an onError() that fails is a bare 500, and both errors are logged", async () => {
  const app = throwing(new OutOfStock("First hunter2"), new NotFound());
  app.onError(OutOfStock, () => {
    throw new Error("Second hunter2");
  });
  app.onError(NotFound, () => Promise.reject(new Error("Third hunter2")));
  const { url } = await serve(app);
  const problem = await expectProblem(await fetch(`${url}/0`), 500);
  assert.not.match(JSON.stringify(problem), "hunter2");
  assert.match(log.join(""), /First hunter2[^]*Second hunter2/);
  await expectProblem(await fetch(`${url}/1`), 500);
  assert.match(log.join(""), "Third hunter2");
});

test("what a handler had set does not come with its error", async () => {
  const app = new Spikard();
  app.get("/", ({ set }) => {
    set.header("cache-control", "max-age=3600");
    set.cookie("sid", "1");
    throw new Error("Broken");
  });
  const { headers } = await fetch((await serve(app)).url);
  assert.is(headers.get("cache-control"), null);
  assert.equal(headers.getSetCookie(), []);
});

test("errors of the input that JavaScript finds go to onError() too", async () => {
  const app = new Spikard();
  app.post("/", ({ body }) => ({ isForm: body instanceof FormData }));
  app.onError(BadRequest, ({ detail }) => text(`bad: ${detail}`, 400));
  const head = '--cut\r\ncontent-disposition: form-data; name="a"\r\n\r\n';
  const bytes = new TextEncoder().encode(`${head}?\r\n--cut--`);
  const body = bytes.with(head.length, 0xff);
  const headers = { "content-type": "multipart/form-data; boundary=cut" };
  const answer = await fetch((await serve(app)).url, { method: "POST", headers, body });
  assert.is(await expectText(answer, 400), "bad: A field of the form is not valid UTF-8");
});

test("notFound() answers what no route takes, 404 unless it says another status", async () => {
  const app = new Spikard();
  app.get("/users", () => []);
  app.notFound(({ path, method }) =>
    path === "/gone" ? status(410) : { none: `${method} ${path}` }
  );
  const { url } = await serve(app);
  assert.equal(await expectJson(await fetch(`${url}/none`, { method: "PUT" }), 404), {
    none: "PUT /none",
  });
  assert.is((await fetch(`${url}/gone`)).status, 410);
  await expectProblem(await fetch(`${url}/users`, { method: "PUT" }), 405);
  await expectProblem(await fetch(`${url}/%ff`), 400);
});

test("an error in notFound() is handled like any other", async () => {
  const app = new Spikard();
  app.get("/users", () => []);
  app.notFound(() => {
    throw new NotFound("Nothing here");
  });
  const { detail } = await expectProblem(await fetch(`${(await serve(app)).url}/none`), 404);
  assert.is(detail, "Nothing here");
});

test("a handler that never settles is a 504 problem", async () => {
  const app = new Spikard();
  app.get("/", { handlerTimeout: 100 }, () => new Promise<string>(() => {}));
  const server = await serve(app);
  const problem = await expectProblem(await fetch(server.url), 504);
  assert.is(problem.type, "https://spikard.dev/errors/gateway-timeout");
  assert.is(server.stats().timedOut, 1);
  await eventually("A line in the log", () => log.length > 0);
  assert.match(log[0] ?? "", /Handler missed its deadline.*"route":"GET \/"/);
});

test.run();
