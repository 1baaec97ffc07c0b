import { suite } from "uvu";
import * as assert from "uvu/assert";
import { contextKey, HttpError, type Middleware, Router, Spikard } from "../../mod.ts";
import { expectJson, expectProblem, expectText } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { expectRejection } from "../support/errors.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("scopes");
const serve = withServer(test);
captureLog(test);

const trail = contextKey<string[]>("trail");

/** Middleware that leaves its name. */
function leaves(name: string): Middleware {
  return ({ get }, next) => {
    get(trail).push(name);
    return next();
  };
}

/** An app whose handlers can tell what they came through. */
function trackedApp(): Spikard {
  return new Spikard().onRequest(({ provide }) => provide(trail, []));
}

test("middleware and hooks hold for their scope and those below, and for no others", async () => {
  const app = trackedApp();
  const admin = new Router().get("/", ({ get }) => get(trail));
  const reports = new Router().get("/", ({ get }) => get(trail));
  app.register(admin.register(reports, { prefix: "/reports" }), { prefix: "/admin" });
  app.get("/", ({ get }) => get(trail));
  app.use(leaves("app"));
  admin.use(leaves("admin")).preHandler(({ get }) => void get(trail).push("hook of admin"));
  reports.use(leaves("reports"));
  const { url } = await serve(app);
  assert.equal(await expectJson(await fetch(url)), ["app"]);
  const inAdmin = ["hook of admin", "app", "admin"];
  assert.equal(await expectJson(await fetch(`${url}/admin`)), inAdmin);
  const inReports = await expectJson(await fetch(`${url}/admin/reports`));
  assert.equal(inReports, [...inAdmin, "reports"]);
});

test("a scope refuses what its hook refuses, and its neighbour answers", async () => {
  const app = new Spikard().get("/open", () => "open");
  const closed = new Router().onRequest(() => {
    throw new HttpError(401, "Sign in");
  });
  app.register(closed.get("/closed", () => "closed"));
  const { url } = await serve(app);
  assert.is(await expectText(await fetch(`${url}/open`)), "open");
  assert.is((await expectProblem(await fetch(`${url}/closed`), 401)).detail, "Sign in");
});

test("the nearest scope's error handler answers, and what it leaves goes to the next", async () => {
  const app = new Spikard().onError(() => ({ by: "app" }));
  const inner = new Router().onError(RangeError, () => ({ by: "inner" }));
  inner.get("/range", () => {
    throw new RangeError("Far");
  });
  inner.get("/type", () => {
    throw new TypeError("Wrong");
  });
  const { url } = await serve(app.register(inner));
  assert.equal(await expectJson(await fetch(`${url}/range`), 500), { by: "inner" });
  assert.equal(await expectJson(await fetch(`${url}/type`), 500), { by: "app" });
});

test("what no route takes goes through the middleware of the app, and of no other", async () => {
  const app = trackedApp().use(leaves("app")).notFound(({ get }) => get(trail));
  app.register(new Router().use(leaves("inner")).get("/inner", () => "inner"));
  const { url } = await serve(app);
  assert.equal(await expectJson(await fetch(`${url}/lost`), 404), ["app"]);
});

test("one Router answers in two places, each with what surrounds it", async () => {
  const users = new Router().get("/:id", ({ get, params }) => [params.id, ...get(trail)]);
  const audited = new Router().use(leaves("audited")).register(users, { prefix: "/users" });
  const app = trackedApp().register(users, { prefix: "/users" });
  const { url } = await serve(app.register(audited, { prefix: "/audited" }));
  assert.equal(await expectJson(await fetch(`${url}/users/1`)), ["1"]);
  assert.equal(await expectJson(await fetch(`${url}/audited/users/1`)), ["1", "audited"]);
});

test("a plugin answers below its prefix, with its options", async () => {
  const app = new Spikard();
  function greetings(scope: Router, { greeting }: { readonly greeting: string }) {
    scope.get("/:name", ({ params }) => `${greeting} ${params.name}`);
  }
  app.register(greetings, { prefix: "/en", greeting: "Hello" });
  app.register(greetings, { prefix: "/fr", greeting: "Bonjour" });
  const { url } = await serve(app);
  assert.is(await expectText(await fetch(`${url}/en/Ada`)), "Hello Ada");
  assert.is(await expectText(await fetch(`${url}/fr/Ada`)), "Bonjour Ada");
});

test("listen() waits for asynchronous plugins", async () => {
  const app = new Spikard().register(async (scope) => {
    const answer = await Promise.resolve("late");
    scope.get("/late", () => answer);
  });
  const { url } = await serve(app);
  assert.is(await expectText(await fetch(`${url}/late`)), "late");
});

test("listen() and run() reject where a plugin does, by its name", async () => {
  const app = new Spikard().get("/", () => "here");
  app.register(function database() {
    return Promise.reject(new Error("Connection refused"));
  });
  const expected = { code: "SPK_PLUGIN_FAILED", says: ['"database"', "Connection refused"] };
  await expectRejection(app.listen({ port: 0 }), expected);
  await expectRejection(app.run({ port: 0 }), expected);
});

test("a scope is closed once its app has started", async () => {
  const inner = new Router().get("/", () => "here");
  await serve(new Spikard().register(inner));
  const late = Promise.resolve().then(() => inner.use(leaves("late")));
  await expectRejection(late, { code: "SPK_FROZEN", says: ["use()", "before"] });
});

test("a plugin that never ends is named by listen(), and close() is not held up", async () => {
  const app = new Spikard({ pluginTimeout: 20 }).get("/", () => "unreachable");
  app.register(function database() {
    return new Promise<void>(() => {});
  });
  const listening = app.listen({ port: 0 }).then(() => assert.unreachable(), (error) => error);
  await app.close();
  const { code, message } = await listening;
  assert.is(code, "SPK_PLUGIN_TIMEOUT");
  assert.match(message, 'The plugin "database" has not finished after 20 ms');
});

test.run();
