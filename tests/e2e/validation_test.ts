import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { controller, created, get, post, Router, Spikard, status } from "../../mod.ts";
import type { Body, Context, ContextOf } from "../../mod.ts";
import { refused, sendJson } from "../support/refused.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("validation");
const serve = withServer(test);

const NewUser = z.object({ name: z.string().min(1), age: z.int().min(0) });
const Page = z.object({ page: z.int().default(1), tags: z.array(z.string()).default([]) });

test("a handler gets what the schemas give, in each form of a route", async () => {
  const app = new Spikard();
  app.post("/app/:id", {
    params: z.object({ id: z.int() }),
    query: Page,
    headers: z.object({ "x-level": z.int() }),
    cookies: z.object({ beta: z.boolean() }),
    body: NewUser,
  }, ({ params, query, headers, cookies, body }) => ({ params, query, headers, cookies, body }));
  app.register(post("/route", { body: NewUser })(({ body }) => body));
  const add = post("/", { body: NewUser });
  @controller("/class")
  class Users {
    @add
    add({ body }: ContextOf<typeof add>) {
      return body;
    }
    @post("/:id", { params: z.object({ id: z.int() }), body: NewUser })
    put({ params, body }: { params: { id: number }; body: Body<typeof NewUser> }) {
      return { ...params, ...body };
    }
    list = get("/", { query: Page })(({ query }) => query);
  }
  app.register(Users);
  const { url } = await serve(app);
  const user = { name: "Ada", age: 36 };
  const sent = { ...sendJson({ ...user, admin: true }) };
  const headers = { ...sent.headers, "x-level": "7", cookie: "beta=1; other=x" };
  const all = await fetch(`${url}/app/12?page=2&tags=a`, { ...sent, headers });
  assert.equal(await all.json(), {
    params: { id: 12 },
    query: { page: 2, tags: ["a"] },
    headers: { "x-level": 7 },
    cookies: { beta: true },
    body: user,
  });
  assert.equal(await (await fetch(`${url}/route`, sent)).json(), user);
  assert.equal(await (await fetch(`${url}/class`, sent)).json(), user);
  assert.equal(await (await fetch(`${url}/class/4`, sent)).json(), { id: 4, ...user });
  assert.equal(await (await fetch(`${url}/class?tags=a&tags=b`)).json(), {
    page: 1,
    tags: ["a", "b"],
  });
});

test("what schemas refuse is a 422 that says where and never what", async () => {
  let calls = 0;
  const app = new Spikard();
  app.post("/users", { body: NewUser }, () => ++calls);
  const { url } = await serve(app);
  const problem = await refused(await fetch(`${url}/users`, sendJson({ name: "", age: -36_363 })));
  assert.equal(problem, {
    type: "https://spikard.dev/errors/validation-error",
    title: "Request Validation Failed",
    status: 422,
    detail: "2 validation errors in request",
    errors: [
      {
        type: "string_too_short",
        loc: ["body", "name"],
        msg: "Too small: expected string to have >=1 characters",
        ctx: { min_length: 1 },
      },
      {
        type: "greater_than_equal",
        loc: ["body", "age"],
        msg: "Too small: expected number to be >=0",
        ctx: { ge: 0 },
      },
    ],
  });
  assert.is(calls, 0);
});

test("text is reported together and before the body", async () => {
  const app = new Spikard();
  app.post("/:id", {
    params: z.object({ id: z.int() }),
    query: Page,
    headers: z.object({ "x-level": z.int() }),
    cookies: z.object({ beta: z.boolean() }),
    body: NewUser,
  }, () => "never");
  const { url } = await serve(app);
  const problem = await refused(await fetch(`${url}/x?page=y`, sendJson({})));
  assert.is(problem.detail, "4 validation errors in request");
  assert.equal(problem.errors.map(({ type, loc }) => [type, ...loc]), [
    ["int_parsing", "path", "id"],
    ["int_parsing", "query", "page"],
    ["missing", "headers", "x-level"],
    ["missing", "cookie", "beta"],
  ]);
});

test("a required body that is missing is a 422, an optional one is undefined", async () => {
  const app = new Spikard();
  app.post("/required", { body: NewUser }, () => "never");
  app.post("/optional", { body: NewUser.optional() }, ({ body }) => ({ has: body !== undefined }));
  const { url } = await serve(app);
  const problem = await refused(await fetch(`${url}/required`, { method: "POST" }));
  assert.equal(problem.errors.map(({ type, loc }) => [type, loc]), [["missing", ["body"]]]);
  const optional = await fetch(`${url}/optional`, { method: "POST" });
  assert.equal(await optional.json(), { has: false });
});

test("forms are coerced where the route takes them, and files stay files", async () => {
  const app = new Spikard();
  const accepts = ["application/x-www-form-urlencoded", "multipart/form-data"];
  const Form = NewUser.extend({ tags: z.array(z.string()), photo: z.file().optional() });
  app.post("/form", { body: Form, accepts }, async ({ body }) => {
    return { ...body, photo: await body.photo?.text() };
  });
  const { url } = await serve(app);
  const plain = new URLSearchParams({ name: "Ada", age: "36", tags: "a" });
  const answer = await fetch(`${url}/form`, { method: "POST", body: plain });
  assert.equal(await answer.json(), { name: "Ada", age: 36, tags: ["a"] });
  const form = new FormData();
  for (const [name, value] of [["name", "Ada"], ["age", "36"], ["tags", "a"], ["tags", "b"]]) {
    form.append(name!, value!);
  }
  form.append("photo", new File(["pixels"], "a.png", { type: "image/png" }));
  const multipart = await fetch(`${url}/form`, { method: "POST", body: form });
  assert.equal(await multipart.json(), {
    ...{ name: "Ada", age: 36, tags: ["a", "b"] },
    photo: "pixels",
  });
  const wrong = new URLSearchParams({ name: "Ada", age: "x", tags: "a" });
  const problem = await refused(await fetch(`${url}/form`, { method: "POST", body: wrong }));
  assert.equal(problem.errors.map(({ type, loc }) => [type, ...loc]), [
    ["int_parsing", "body", "age"],
  ]);
});

test("hooks before validation see what has arrived, those after it what the schemas give", async () => {
  const seen: unknown[] = [];
  const app = new Spikard();
  app.onRequest(() => void seen.push("onRequest"));
  app.preValidation(({ query }) => void seen.push(query.page));
  app.preHandler(({ query }) => void seen.push(query.page));
  app.use(({ query }, next) => {
    seen.push(query.page);
    return next();
  });
  app.get("/", { query: Page }, ({ query }) => query);
  const { url } = await serve(app);
  await (await fetch(`${url}/?page=3`)).text();
  assert.equal(seen.splice(0), ["onRequest", "3", 3, 3]);
  await refused(await fetch(`${url}/?page=x`));
  assert.equal(seen, ["onRequest", "x"]);
});

test("a schema of headers sees what it names, or all where it takes any", async () => {
  const app = new Spikard();
  const Strict = z.strictObject({ "x-a": z.string(), "x-b": z.string().optional() });
  app.get("/strict", { headers: Strict }, ({ headers, header }) => [headers, header("x-c")]);
  app.get(
    "/any",
    { headers: z.looseObject({ "x-a": z.string() }) },
    ({ headers }) => String(headers["x-c"]),
  );
  const { url } = await serve(app);
  const headers = { "x-a": "1", "x-c": "3" };
  const strict = await fetch(`${url}/strict`, { headers });
  assert.equal(await strict.json(), [{ "x-a": "1" }, "3"]);
  assert.is(await (await fetch(`${url}/any`, { headers })).text(), "3");
});

test("onValidationError() and onError() answer in place of the list", async () => {
  const app = new Spikard();
  const inner = new Router();
  inner.onValidationError((issues, { path }) => ({
    path,
    fields: issues.map(({ loc }) => loc[1]),
  }));
  inner.get("/", { query: Page }, () => "never");
  app.onValidationError(() => status(400, "Bad input"));
  app.get("/", { query: Page }, () => "never");
  app.register(inner, { prefix: "/inner" });
  const { url } = await serve(app);
  const outer = await fetch(`${url}/?page=x`);
  assert.equal([outer.status, await outer.text()], [400, "Bad input"]);
  const nested = await fetch(`${url}/inner?page=x`);
  assert.equal([nested.status, await nested.json()], [422, { path: "/inner", fields: ["page"] }]);
});

test("ids of one request never reach another: each gets its own values", async () => {
  const app = new Spikard();
  app.post("/:id", { params: z.object({ id: z.int() }), body: NewUser }, async (context) => {
    await Promise.resolve();
    return created([context.params.id, context.body.age]);
  });
  const { url } = await serve(app);
  await Promise.all(Array.from({ length: 200 }, async (_, index) => {
    const answer = await fetch(`${url}/${index}`, sendJson({ name: "x", age: index }));
    assert.equal(await answer.json(), [index, index]);
  }));
});

test("a context of raw text is typed and given as such", async () => {
  const app = new Spikard();
  app.get("/:id", ({ params }: Context<"/:id">) => params.id);
  const { url } = await serve(app);
  assert.is(await (await fetch(`${url}/7`)).text(), "7");
});

test.run();
