import { suite } from "uvu";
import * as assert from "uvu/assert";
import { controller } from "../../../src/decorators/controller.ts";
import { get } from "../../../src/decorators/verbs.ts";
import { Router } from "../../../src/routing/router.ts";

const test = suite("decorators/controller");

test("controller() gives every route its prefix and tags", () => {
  @controller("/users", { tags: ["users"] })
  class Users {
    @get("/")
    list() {
      return 1;
    }
    find = get("/:id", { tags: ["one"] })(({ params }) => params.id);
  }
  const { routes } = new Router().register(Users, { prefix: "/v1" });
  assert.equal(routes.map(({ path, tags }) => [path, tags]), [
    ["/v1/users", ["users"]],
    ["/v1/users/:id", ["users", "one"]],
  ]);
});

test("a subclass keeps the prefix of its base, or has its own", () => {
  @controller("/base", { tags: ["base"] })
  class Base {
    @get("/")
    list() {
      return 1;
    }
  }
  class Same extends Base {}
  @controller("/own")
  class Own extends Base {}
  assert.equal(routesOf(Same), [["/base", ["base"]]]);
  assert.equal(routesOf(Own), [["/own", []]]);
  assert.equal(routesOf(Base), [["/base", ["base"]]]);
});

test("controller() holds where another decorator replaces the class, above or below", () => {
  @replaced
  @controller("/above")
  class Above {
    @get("/")
    list() {
      return 1;
    }
  }
  @controller("/below")
  @replaced
  class Below {
    @get("/")
    list() {
      return 1;
    }
  }
  assert.equal(routesOf(Above), [["/above", []]]);
  assert.equal(routesOf(Below), [["/below", []]]);
});

test("controller() checks prefix and options where it stands", () => {
  assert.throws(() => controller("users" as "/"), /SPK_BAD_PATH/);
  assert.throws(() => controller("/*rest"), /SPK_BAD_PATH/);
  assert.throws(() => controller("/", { tag: [] } as object), /SPK_UNKNOWN_OPTION.*"tags"/);
  assert.throws(() => controller("/", { tags: "a" } as object), /SPK_BAD_OPTION/);
});

function replaced<T extends new () => object>(target: T, _context: object): T {
  // A mixin: TypeScript asks for constructor arguments of type any.
  const Replaced = class extends (target as new () => object) {};
  return Replaced as unknown as T;
}

function routesOf(target: new () => object): unknown[] {
  return new Router().register(target).routes.map(({ path, tags }) => [path, tags]);
}

test.run();
