import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { controller, get, Router, Spikard } from "../../mod.ts";
import { refused } from "../support/refused.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("validation by scopes");
const serve = withServer(test);

test("schemas of scopes are checks: a handler gets what its own give, else what has arrived", async () => {
  const app = new Spikard();
  const orgs = new Router({
    params: z.object({ org: z.int() }),
    query: z.object({ page: z.int().optional() }),
    headers: z.object({ "x-tenant": z.string().min(2) }),
  });
  orgs.get("/:id", { params: z.object({ id: z.int() }) }, ({ params, query, header }) => {
    return { params, query, tenant: header("x-tenant") };
  });
  orgs.get("/:id/raw", ({ params }) => params);
  app.register(orgs, { prefix: "/orgs/:org" });
  const { url } = await serve(app);
  const headers = { "x-tenant": "acme" };
  const own = await fetch(`${url}/orgs/1/2?page=3`, { headers });
  assert.equal(await own.json(), { params: { id: 2 }, query: { page: "3" }, tenant: "acme" });
  const raw = await fetch(`${url}/orgs/1/2/raw`, { headers });
  assert.equal(await raw.json(), { org: "1", id: "2" });
  const { errors } = await refused(await fetch(`${url}/orgs/x/y?page=z`));
  assert.equal(errors.map(({ loc }) => loc), [
    ["path", "org"],
    ["path", "id"],
    ["query", "page"],
    ["headers", "x-tenant"],
  ]);
});

test("strict schemas of a scope and of a route see what they name", async () => {
  const app = new Spikard();
  const inner = new Router({
    params: z.strictObject({ org: z.string() }),
    query: z.strictObject({ tenant: z.string() }),
    headers: z.looseObject({ "x-a": z.string() }),
  });
  inner.get("/:id", {
    params: z.strictObject({ id: z.string() }),
    query: z.strictObject({ page: z.int() }),
    headers: z.strictObject({ "x-b": z.string() }),
  }, ({ params, query, headers }) => ({ params, query, headers }));
  app.register(inner, { prefix: "/:org" });
  const { url } = await serve(app);
  const headers = { "x-a": "1", "x-b": "2" };
  const answer = await fetch(`${url}/o/1?tenant=t&page=2`, { headers });
  assert.equal(await answer.json(), {
    params: { id: "1" },
    query: { page: 2 },
    headers: { "x-b": "2" },
  });
});

test("a controller checks for its routes too", async () => {
  const app = new Spikard();
  @controller("/orgs/:org", { params: z.object({ org: z.int() }) })
  class Orgs {
    find = get("/:id")(({ params }) => params);
  }
  app.register(Orgs);
  const { url } = await serve(app);
  assert.equal(await (await fetch(`${url}/orgs/1/x`)).json(), { org: "1", id: "x" });
  await refused(await fetch(`${url}/orgs/a/x`));
});

test.run();
