import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { Spikard } from "../../mod.ts";
import { refused, sendJson } from "../support/refused.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("validation that waits or fails");
const serve = withServer(test);

test("asynchronous schemas are awaited, for text and body alike", async () => {
  const app = new Spikard();
  const isFree = async (name: string) => await Promise.resolve(name !== "admin");
  const Free = z.object({ name: z.string().refine(isFree, "Taken") });
  app.post("/", { query: Free, body: Free }, ({ query, body }) => [query.name, body.name]);
  const { url } = await serve(app);
  const free = await fetch(`${url}/?name=a`, sendJson({ name: "b" }));
  assert.equal(await free.json(), ["a", "b"]);
  for (const [query, body, place] of [["admin", "b", "query"], ["a", "admin", "body"]]) {
    const answer = await fetch(`${url}/?name=${query}`, sendJson({ name: body }));
    const { errors } = await refused(answer);
    assert.equal(errors, [{ type: "value_error", loc: [place, "name"], msg: "Taken" }]);
  }
});

test("an asynchronous schema that fails is a 500, from the first request on", async () => {
  const app = new Spikard();
  const isFree = () => Promise.reject(new Error("The database is down"));
  app.get("/", { query: z.object({ name: z.string().refine(isFree) }) }, () => "never");
  const { url } = await serve(app);
  // Zod drops the first promise of a synchronous attempt: its rejection would end the process.
  for (let count = 0; count < 3; count++) {
    assert.is((await fetch(`${url}/?name=a`)).status, 500);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
});

test("a schema that throws is a 500, and the next request is answered", async () => {
  const app = new Spikard();
  const Broken = z.object({
    name: z.string().transform((name) => {
      if (name === "throw") throw new Error("broken");
      return name;
    }),
  });
  app.get("/", { query: Broken }, ({ query }) => query.name);
  const { url } = await serve(app);
  assert.is((await fetch(`${url}/?name=throw`)).status, 500);
  assert.is(await (await fetch(`${url}/?name=fine`)).text(), "fine");
});

test("an asynchronous part that only some values reach drops no promise either", async () => {
  const app = new Spikard();
  const isFree = () => Promise.reject(new Error("The database is down"));
  const Optional = z.object({ name: z.string().refine(() => isFree()).optional() });
  app.get("/", { query: Optional }, ({ query }) => query);
  const { url } = await serve(app);
  for (const [query, expected] of [["", 200], ["", 200], ["?name=a", 500], ["?name=b", 500]]) {
    assert.is((await fetch(`${url}/${query}`)).status, expected);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
});

test("what fails at once drops no promise of what is still at work", async () => {
  const app = new Spikard();
  const isFree = () => Promise.reject(new Error("The database is down"));
  app.get("/", {
    query: z.object({ name: z.string().refine(() => isFree()) }),
    cookies: z.object({}),
  }, () => "never");
  const { url } = await serve(app);
  const cookie = Array.from({ length: 101 }, (_, index) => `c${index}=1`).join("; ");
  for (let count = 0; count < 3; count++) {
    assert.is((await fetch(`${url}/?name=a`, { headers: { cookie } })).status, 400);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
});

test("a handler does not run for a request that expired while its input was checked", async () => {
  let calls = 0;
  const app = new Spikard();
  const wait = () => new Promise<boolean>((resolve) => setTimeout(resolve, 1_000, true));
  app.get("/", {
    query: z.object({ name: z.string().refine(wait) }),
    handlerTimeout: 100,
  }, () => ++calls);
  const { url } = await serve(app);
  assert.is((await fetch(`${url}/?name=a`)).status, 504);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  assert.is(calls, 0);
});

test("what a schema gives counts, be it nothing", async () => {
  const app = new Spikard();
  for (const [name, output] of [["nothing", undefined], ["null", null]] as const) {
    const Empty = z.object({}).transform(() => output);
    app.get(`/${name}/:id`, {
      params: z.object({ id: z.string() }).transform(() => output),
      query: Empty,
      headers: Empty,
      cookies: Empty,
    }, ({ params, query, headers, cookies }) => ({
      all: [params, query, headers, cookies].map((value) => value === output),
    }));
  }
  const { url } = await serve(app);
  for (const name of ["nothing", "null"]) {
    const answer = await fetch(`${url}/${name}/1?a=1`, { headers: { cookie: "a=1" } });
    assert.equal(await answer.json(), { all: [true, true, true, true] });
  }
});

test("a schema that gives a promise of its own kind, or neither value nor issues, lets nothing through", async () => {
  const app = new Spikard();
  const schemaOf = (validate: (value: unknown) => unknown) => ({
    // What it gives is wrong on purpose.
    "~standard": { version: 1 as const, vendor: "own", validate: validate as () => never },
  });
  const issues = [{ message: "No" }];
  const thenable = { then: (resolve: (value: unknown) => void) => resolve({ issues }) };
  app.post("/thenable", { body: schemaOf(() => thenable) }, () => "never");
  app.post("/nothing", { body: schemaOf(() => ({})) }, () => "never");
  const { url } = await serve(app);
  assert.is((await fetch(`${url}/thenable`, sendJson({}))).status, 422);
  assert.is((await fetch(`${url}/nothing`, sendJson({}))).status, 500);
});

test.run();
