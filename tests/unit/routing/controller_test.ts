import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard } from "../../../src/app.ts";
import { RequestContext } from "../../../src/http/request_context.ts";
import { routesOf } from "../../../src/routing/controller.ts";
import { Router } from "../../../src/routing/router.ts";
import { Route } from "../../../src/routing/route.ts";
import { FakeCall } from "../../support/fake_call.ts";

const test = suite("routing/controller");
const CONTEXT = new RequestContext(new FakeCall(), {
  metadata: { method: "GET", path: "/", name: "x", tags: [] },
  paramNames: [],
});

class Counter {
  count = 1;
  read = new Route(["GET"], "/count", { name: "read" }, () => this.count);
  other = "not a route";
}

test("routesOf() finds the routes in fields, labelled by class and field", () => {
  const [route, ...rest] = routesOf(new Counter());
  assert.equal(rest, []);
  assert.equal([route?.methods, route?.path, route?.spec, route?.label], [
    ["GET"],
    "/count",
    { name: "read" },
    "Counter.read",
  ]);
});

test("a field's handler sees its instance", () => {
  const counter = new Counter();
  const [route] = routesOf(counter);
  counter.count = 7;
  assert.is(route?.handler(CONTEXT), 7);
});

test("routesOf() makes an instance of a class", () => {
  assert.is(routesOf(Counter)[0]?.handler(CONTEXT), 1);
});

test("routesOf() takes fields of a base class, and the subclass's of the same name", () => {
  class More extends Counter {
    override read = new Route(["GET"], "/more", {}, () => 2);
    extra = new Route(["GET"], "/extra", {}, () => 3);
  }
  assert.equal(routesOf(More).map(({ path, label }) => [path, label]), [
    ["/more", "More.read"],
    ["/extra", "More.extra"],
  ]);
});

test("routesOf() runs no getter", () => {
  class Lazy extends Counter {
    get trap(): never {
      throw new Error("The getter ran");
    }
  }
  assert.is(routesOf(new Lazy()).length, 1);
});

test("routesOf() asks for an instance where the constructor takes arguments", () => {
  class Needs {
    readonly value: number;
    constructor(value: number) {
      this.value = value;
    }
  }
  assert.throws(
    () => routesOf(Needs),
    /SPK_NEEDS_INSTANCE.*Needs.*register\(new Needs\(\.\.\.\)\)/,
  );
});

test("routesOf() refuses a class without routes by name", () => {
  assert.throws(() => routesOf(class Empty {}), /SPK_NO_ROUTES: Empty has no routes/);
  assert.throws(() => routesOf(Object.create(null)), /SPK_NO_ROUTES: Controller/);
});

test("routesOf() refuses a static field that holds a route, inherited ones too", () => {
  class Static extends Counter {
    static list = new Route(["GET"], "/", {}, () => 1);
  }
  class Below extends Static {}
  assert.throws(() => routesOf(Static), /SPK_BAD_DECORATOR: Static.list is static/);
  assert.throws(() => routesOf(new Below()), /SPK_BAD_DECORATOR: Below.list is static/);
});

test("routesOf() refuses a field that holds a Router, by name", () => {
  class Nested extends Counter {
    readonly inner = new Router().get("/inner", () => 1);
  }
  assert.throws(() => routesOf(Nested), /SPK_BAD_DECORATOR: Nested\.inner holds a Router/);
  assert.throws(() => routesOf({ inner: new Router() }), /SPK_BAD_DECORATOR: Object\.inner/);
});

test("routesOf() leaves alone a field that holds the app", () => {
  class Owner extends Counter {
    readonly app = new Spikard();
  }
  assert.is(routesOf(Owner).length, 1);
});

test.run();
