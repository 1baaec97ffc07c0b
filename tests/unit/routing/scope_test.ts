import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { HookName } from "../../../src/http/hooks.ts";
import { ValidationError } from "../../../src/http/validation_error.ts";
import type { RouteLayers } from "../../../src/routing/layers.ts";
import { Router, setupOf } from "../../../src/routing/router.ts";
import type { RouteTable } from "../../../src/routing/table.ts";

const test = suite("routing/scope");

class App extends Router {
  start(): RouteTable {
    return setupOf(this).freeze();
  }
}

const HOOKS: readonly HookName[] = [
  "onRequest",
  "preValidation",
  "preHandler",
  "onSend",
  "onResponse",
];

for (const name of HOOKS) {
  test(`${name}() holds for its scope and those below, before and after they came`, () => {
    const app = new App();
    const inner = new Router();
    const [early, late, own] = [() => {}, () => {}, () => {}];
    app[name](early).get("/outer", () => 1).register(inner, { prefix: "/inner" })[name](late);
    inner.get("/", () => 1)[name](own);
    assert.equal(layersOf(app, "/outer").hooks[name], [early, late]);
    assert.equal(layersOf(app, "/inner").hooks[name], [early, late, own]);
  });
}

test("use() holds for its scope and those below, in the order of the arguments", () => {
  const app = new App();
  const [a, b, c] = [() => 1, () => 2, () => 3];
  const inner = new Router().use(c).get("/inner", () => 1);
  app.register(inner).get("/", () => 1).use(a, b);
  assert.equal(layersOf(app, "/").middleware, [a, b]);
  assert.equal(layersOf(app, "/inner").middleware, [a, b, c]);
});

test("use() adds the hooks of a set by their names", () => {
  const app = new App().get("/", () => 1);
  const [first, second, third] = [() => {}, () => {}, () => {}];
  app.onSend(first).use({ onSend: second, onResponse: third });
  assert.equal(layersOf(app, "/").hooks.onSend, [first, second]);
  assert.equal(layersOf(app, "/").hooks.onResponse, [third]);
  assert.equal(layersOf(app, "/").middleware, []);
});

test("use() refuses sets with a name that no hook has, and hooks that are no functions", () => {
  const sets: readonly (readonly [object, RegExp])[] = [
    [{ onSned: () => {} }, /SPK_UNKNOWN_OPTION.*Did you mean "onSend"/],
    [{ onSend: 1 }, /SPK_BAD_HANDLER: use\(\) with onSend takes a function/],
    [[() => {}], /SPK_BAD_HANDLER: use\(\) takes functions, not a list: write use\(\.\.\.list\)/],
  ];
  for (const [set, message] of sets) assert.throws(() => new Router().use(set), message);
});

test("use() takes the hooks that a class gives its objects, and checks them", () => {
  class Counting {
    onRequest(): void {}
  }
  class Wrong {
    readonly answerHeaders = {};
    get onSend(): number {
      return 1;
    }
  }
  const counting = new Counting();
  const app = new App().use(counting).get("/", () => 1);
  assert.equal(layersOf(app, "/").hooks.onRequest, [counting.onRequest]);
  const wrong = untyped(new Wrong());
  assert.throws(() => new Router().use(wrong), /SPK_BAD_HANDLER: use\(\) with onSend takes a/);
});

test("scopes side by side share nothing but what surrounds both", () => {
  const app = new App().use(() => 1);
  const [left, right] = [new Router().use(() => 2), new Router().use(() => 3)];
  app.register(left.get("/left", () => 1)).register(right.get("/right", () => 1));
  assert.not.equal(layersOf(app, "/left"), layersOf(app, "/right"));
  assert.is(layersOf(app, "/left").middleware.length, 2);
});

test("routes of one scope, and of scopes that add nothing, share one object", () => {
  const app = new App().use(() => 1);
  const plain = new Router().get("/plain", () => 1);
  app.get("/", () => 1).post("/", () => 1).register(plain);
  const [first, second, third] = app.start().routes;
  assert.is(first?.layers, second?.layers);
  assert.is(first?.layers, third?.layers);
  assert.is(app.start().layers, first?.layers);
});

test("onError() of the nearest scope comes first", () => {
  const app = new App();
  const [outer, inner] = [() => 1, () => 2];
  const router = new Router().onError(TypeError, inner).get("/inner", () => 1);
  app.onError(outer).get("/", () => 1).register(router);
  const [nearest, farthest] = layersOf(app, "/inner").errorHandlers;
  assert.is(nearest?.get(TypeError), inner);
  assert.is(farthest?.get(null), outer);
  assert.is(layersOf(app, "/").errorHandlers.length, 1);
});

test("prefixes of nested scopes join with one slash each", () => {
  const app = new App();
  const deep = new Router().get("/", () => 1).get("/x", () => 1);
  const middle = new Router().register(deep, { prefix: "/deep/" });
  app.register(middle, { prefix: "/middle/" }).register(deep);
  assert.equal(app.routes.map(({ path }) => path), ["/middle/deep", "/middle/deep/x", "/", "/x"]);
});

test("a Router may be registered twice, each time with the layers of its place", () => {
  const app = new App();
  const hook = () => {};
  const users = new Router().get("/users", () => 1);
  const guarded = new Router().preHandler(hook).register(users);
  app.register(users, { prefix: "/open" }).register(guarded, { prefix: "/closed" });
  assert.equal(layersOf(app, "/open/users").hooks.preHandler, []);
  assert.equal(layersOf(app, "/closed/users").hooks.preHandler, [hook]);
});

test("a duplicate across scopes is an error that names both", () => {
  const app = new App().get("/v1/users/:id", function find() {});
  app.register(new Router().get("/users/:name", function search() {}), { prefix: "/v1" });
  assert.throws(
    () => app.start(),
    /SPK_DUPLICATE_ROUTE: GET \/v1\/users\/:name \(search\) .* GET \/v1\/users\/:id \(find\)/,
  );
});

test("a parameter of a prefix may not come again in a scope below", () => {
  const app = new App();
  app.register(new Router().get("/:id", () => 1), { prefix: "/orgs/:id" });
  assert.throws(() => app.start(), /SPK_BAD_PATH: The path "\/orgs\/:id\/:id" has two parameters/);
});

test("a Router is in no circle", () => {
  const [a, b, c] = [new Router(), new Router(), new Router()];
  a.register(b.register(c));
  for (const inner of [a, b, c]) assert.throws(() => c.register(inner), /SPK_CYCLE/);
});

const ADDITIONS: readonly (readonly [name: string, add: (router: Router) => void])[] = [
  ["GET /late", (router) => router.get("/late", () => 1)],
  ["use()", (router) => router.use(() => 1)],
  ["onSend()", (router) => router.onSend(() => {})],
  ["onError()", (router) => router.onError(() => 1)],
  ["onValidationError()", (router) => router.onValidationError(() => 1)],
  ["register()", (router) => router.register(new Router())],
  ["register()", (router) => router.register(() => {})],
];

for (const [name, add] of ADDITIONS) {
  test(`${name} is refused in every scope of an app that has started`, () => {
    const app = new App();
    const [outer, inner] = [new Router(), new Router()];
    app.register(outer.register(inner)).get("/", () => 1).start();
    for (const router of [app, outer, inner]) {
      assert.throws(() => add(router), new RegExp(`SPK_FROZEN: ${name.replace("()", "..")} came`));
    }
  });
}

test("a scope has one handler for inputs that do not meet their schemas", () => {
  const message = /SPK_DUPLICATE_HANDLER: onValidationError\(\) was called twice/;
  const router = new Router().onValidationError(() => 1);
  assert.throws(() => router.onValidationError(() => 2), message);
  assert.throws(() => router.onError(ValidationError, () => 2), /or beside onError\(Validation/);
});

// What the types forbid, JavaScript can still pass.
// deno-lint-ignore no-explicit-any
const untyped = (value: unknown): any => value;

// deno-lint-ignore require-await -- what is forgotten is the await of its caller
async function later(): Promise<{ onRequest(): void }> {
  return { onRequest() {} };
}

const MISUSES: readonly (readonly [
  what: string,
  message: RegExp,
  act: (router: Router) => unknown,
])[] = [
  ["no hook", /onSend\(\) takes a function, not undefined/, (r) => r.onSend(untyped(undefined))],
  ["a class as hook", /not the class App/, (r) => r.onRequest(untyped(App))],
  ["a path before middleware", /not the path "\/a": register/, (r) => r.use(untyped("/a"))],
  ["a Router as middleware", /not a Router: pass that to register/, (r) => r.use(untyped(r))],
  ["a promise of middleware", /not a promise: await it/, (r) => r.use(untyped(later()))],
  ["a thenable", /not a promise: await it/, (r) => r.use(untyped({ then: () => {} }))],
  ["a Map as hooks", /not a Map without any of them/, (r) => r.use(untyped(new Map()))],
  ["a Date as hooks", /not a Date without any of them/, (r) => r.use(untyped(new Date(0)))],
  ["an object of a class", /not an Error without any of them/, (r) => r.use(untyped(new Error()))],
  ["null among middleware", /use\(\) takes a function, not null/, (r) => r.use(untyped(null))],
];

test("a scope takes a set of no hooks", () => {
  const router = new Router();
  assert.is(router.use({}, Object.create(null)), router);
});

for (const [what, message, act] of MISUSES) {
  test(`a scope refuses ${what}`, () => {
    const app = new App().get("/", () => 1);
    assert.throws(() => act(app), message);
    assert.throws(() => act(app), /SPK_BAD_HANDLER/);
    assert.equal(layersOf(app, "/").middleware, []);
  });
}

function layersOf(app: App, path: string): RouteLayers {
  const route = app.start().routes.find(({ metadata }) => metadata.path === path);
  if (route === undefined) throw new Error(`No route has the path "${path}"`);
  return route.layers;
}

test.run();
