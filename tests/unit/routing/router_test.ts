import { suite } from "uvu";
import * as assert from "uvu/assert";
import { get } from "../../../src/decorators/verbs.ts";
import { Route } from "../../../src/routing/route.ts";
import { Router, setupOf } from "../../../src/routing/router.ts";
import type { RouteSpec } from "../../../src/routing/spec.ts";
import type { RouteTable } from "../../../src/routing/table.ts";

const test = suite("routing/router");

class App extends Router {
  constructor() {
    super();
    setupOf(this).becomeRoot();
  }

  start(): RouteTable {
    return setupOf(this).freeze();
  }
}

const VERBS = [
  ["get", "GET"],
  ["post", "POST"],
  ["put", "PUT"],
  ["patch", "PATCH"],
  ["del", "DELETE"],
  ["head", "HEAD"],
  ["options", "OPTIONS"],
  ["query", "QUERY"],
  ["all", "*"],
] as const;

for (const [verb, method] of VERBS) {
  test(`${verb}() adds a route for ${method} and chains`, () => {
    const router = new Router();
    assert.is(router[verb]("/a", () => 1)[verb]("/b", { name: "b" }, () => 2), router);
    assert.equal(router.routes.map((route) => [route.method, route.path]), [
      [method, "/a"],
      [method, "/b"],
    ]);
    assert.equal([...router.handlers.keys()], [`${method} /a`, "b"]);
  });
}

test("a subclass may have members of any name", () => {
  class Site extends Router {
    ready = true;
    table = [1];
    scope = "site";
    setup = "none";
    isApp = true;
    build(): string {
      return "built";
    }
    freeze(): void {
      throw new Error("Frozen");
    }
    checkOpen(): never {
      throw new Error("Closed");
    }
  }
  const site = new Site().get("/", () => 1);
  const app = new App().register(site, { prefix: "/site" }).use(() => 1);
  assert.is(site.routes.length, 1);
  assert.equal(app.start().routes.map(({ path }) => path), ["/site"]);
});

test("verbs work taken off the router", () => {
  const router = new Router();
  const { get } = router;
  get("/", () => 1);
  assert.is(router.routes.length, 1);
});

test("route() adds one or several methods", () => {
  const router = new Router();
  router.route("PROPFIND", "/a", () => 1).route(["PUT", "PATCH"], "/b", { name: "b" }, () => 2);
  assert.equal(router.routes.map(({ source }) => source), ["PROPFIND /a", "PUT /b", "PATCH /b"]);
});

test("a named function names its route", () => {
  const router = new Router();
  router.get("/", function root() {
    return 1;
  });
  assert.equal(router.routes.map(({ name, source }) => [name, source]), [["root", "GET / (root)"]]);
});

test("register() adds a standalone route below a prefix", () => {
  const router = new Router();
  const root = new Route(["GET"], "/", {}, function root() {
    return 1;
  });
  router.register(root).register(root, { prefix: "/v1" });
  assert.equal(router.routes.map(({ source }) => source), ["GET / (root)", "GET /v1 (root)"]);
});

const MISUSES: readonly [what: string, code: RegExp, act: (router: Router) => unknown][] = [
  ["a path without a slash", /SPK_BAD_PATH/, (router) => router.get("a" as "/", () => 1)],
  ["no handler", /SPK_BAD_HANDLER.*GET \/.*undefined/, (router) => router.get("/", wrong())],
  ["options in the handler's place", /SPK_BAD_HANDLER/, (router) => router.get("/", wrong({}))],
  ["a class as handler", /SPK_BAD_HANDLER.*is a class/, (router) => router.get("/", wrong(App))],
  [
    "a handler before the options",
    /SPK_BAD_HANDLER.*after the options/,
    (router) => router.get("/", wrong(() => 1), wrong({})),
  ],
  [
    "two handlers",
    /SPK_BAD_HANDLER: The handler of GET \/ is not the only one.*use\(\)/,
    (router) => router.get("/", wrong(() => 1), wrong(() => 2)),
  ],
  [
    "two handlers behind options",
    /SPK_BAD_HANDLER.*is not the only one/,
    (router) => Reflect.apply(router.get, router, ["/", {}, () => 1, () => 2]),
  ],
  [
    "null for a class of errors",
    /SPK_BAD_HANDLER/,
    (router) => router.onError(wrong(null), () => 1),
  ],
  [
    "an unknown option",
    /SPK_UNKNOWN_OPTION.*Did you mean "name"/,
    (router) => router.get("/", { nmae: "x" } as RouteSpec, () => 1),
  ],
  ["a lower-case method", /SPK_BAD_METHOD/, (router) => router.route("get", "/", () => 1)],
  ["null", /SPK_NOT_REGISTRABLE/, (router) => router.register(wrong(null))],
  ["text", /SPK_NOT_REGISTRABLE/, (router) => router.register(wrong("users"))],
  ["itself", /SPK_CYCLE/, (router) => router.register(router)],
  ["an app", /SPK_NOT_REGISTRABLE.*not an app/, (router) => router.register(new App())],
  [
    "a verb without its handler",
    /SPK_NOT_REGISTRABLE.*not get\("\/"\) alone/,
    (router) => router.register(wrong(get("/"))),
  ],
  ["a list", /SPK_NOT_REGISTRABLE.*not a list/, (router) => router.register([item("/a")])],
  [
    "a promise",
    /SPK_NOT_REGISTRABLE.*not a promise: await it/,
    (router) => router.register(Promise.resolve(item("/a"))),
  ],
  [
    "the class of a Router",
    /SPK_NOT_REGISTRABLE.*not the class of one: pass an instance/,
    (router) => router.register(App),
  ],
  [
    "a Router whose field holds a route",
    /SPK_BAD_DECORATOR: Router is a Router, and its field "one" holds a route/,
    (router) => router.register(Object.assign(new Router(), { one: item("/a") })),
  ],
  [
    "an object without routes",
    /SPK_NO_ROUTES: Object has no routes/,
    (router) => router.register({}),
  ],
  [
    "an unknown option of register()",
    /SPK_UNKNOWN_OPTION.*"prefix"/,
    (router) => router.register({}, wrong({ prefx: "/" })),
  ],
  ["null for options", /SPK_BAD_OPTION/, (router) => router.register(() => {}, wrong(null))],
  [
    "a controller of which one path is wrong",
    /SPK_BAD_PATH/,
    (router) => router.register({ a: item("/a"), b: item("/:x") }, { prefix: "/:x" }),
  ],
  [
    "a prefix that takes the rest",
    /SPK_BAD_PATH/,
    (router) => router.register({}, { prefix: "/*rest" }),
  ],
];

for (const [what, code, act] of MISUSES) {
  test(`a router refuses ${what}`, () => {
    const router = new Router();
    assert.throws(() => act(router), code);
    assert.equal(router.routes, []);
  });
}

test("a parameter of a prefix may not come again", () => {
  const item = new Route(["GET"], "/:id", {}, () => 1);
  assert.throws(
    () => new Router().register(item, { prefix: "/orgs/:id" }),
    /SPK_BAD_PATH: The path "\/orgs\/:id\/:id" has two parameters "id"/,
  );
});

test("a duplicate is an error when the table is made", () => {
  const app = new App();
  app.get("/:a", () => 1).get("/:b", () => 2);
  assert.throws(() => app.start(), /SPK_DUPLICATE_ROUTE: GET \/:b .* GET \/:a/);
});

test("freeze() gives the table and ends registration", () => {
  const app = new App();
  app.get("/", () => 1);
  const table = app.start();
  assert.is(table.routes.length, 1);
  assert.is(app.start(), table);
  assert.throws(() => app.get("/late", () => 1), /SPK_FROZEN: GET \/late came after/);
  assert.is(app.routes.length, 1);
});

test("routes and handlers follow each addition", () => {
  const router = new Router();
  assert.equal(router.routes, []);
  router.get("/a", () => 1);
  assert.is(router.routes.length, 1);
  router.get("/b", () => 1);
  assert.is(router.routes.length, 2);
  assert.is(router.handlers.size, 2);
});

function item(path: string): Route {
  return new Route(["GET"], path, {}, () => 1);
}

/** What the types forbid, JavaScript can still pass. */
function wrong(value?: unknown): never {
  return value as never;
}

test.run();
