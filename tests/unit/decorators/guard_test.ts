import { suite } from "uvu";
import * as assert from "uvu/assert";
import { controller } from "../../../src/decorators/controller.ts";
import { guard } from "../../../src/decorators/guard.ts";
import { get, post } from "../../../src/decorators/verbs.ts";
import type { Guard } from "../../../src/http/hooks.ts";
import { Router, setupOf } from "../../../src/routing/router.ts";

const test = suite("decorators/guard");
const [a, b, c, d] = [() => true, () => true, () => true, () => true];

class App extends Router {
  guards(): readonly (readonly Guard[])[] {
    return setupOf(this).freeze().routes.map(({ layers }) => layers.guards);
  }
}

function guardsOf(target: new () => object): readonly (readonly Guard[])[] {
  return new App().register(target).guards();
}

test("guards of the class come before those of the method, the upper line first", () => {
  @guard(a)
  @controller("/users")
  @guard(b)
  class Users {
    @guard(c)
    @get("/")
    @guard(d)
    list() {
      return 1;
    }
  }
  assert.equal(guardsOf(Users), [[a, b, c, d]]);
});

test("a guard of the class holds for fields, one of a method for that method only", () => {
  @guard(a)
  class Users {
    @guard(b)
    @get("/")
    @post("/")
    both() {
      return 1;
    }
    @get("/open")
    open() {
      return 1;
    }
    field = get("/field")(() => 1);
  }
  assert.equal(guardsOf(Users), [[a, b], [a, b], [a], [a]]);
});

test("a subclass adds to the guards of its base, which keeps its own", () => {
  @guard(a)
  class Base {
    @guard(b)
    @get("/")
    list() {
      return 1;
    }
  }
  @guard(c)
  class Below extends Base {
    @guard(d)
    @post("/")
    override list() {
      return 2;
    }
  }
  assert.equal(guardsOf(Base), [[a, b]]);
  assert.equal(guardsOf(Below), [[a, c, b, d]]);
});

test("a method that is overridden, or decorated again without a guard, stays guarded", () => {
  class Base {
    @guard(a)
    @get("/one")
    one() {
      return 1;
    }
    @guard(b)
    @get("/two")
    two() {
      return 1;
    }
  }
  class Below extends Base {
    override one() {
      return 2;
    }
    @get("/again")
    override two() {
      return 2;
    }
  }
  assert.equal(guardsOf(Below), [[a], [b]]);
});

test("each instance has its guards once", () => {
  class Users {
    @guard(a)
    @get("/")
    list() {
      return 1;
    }
  }
  const app = new App().register(new Users(), { prefix: "/1" });
  assert.equal(app.register(new Users(), { prefix: "/2" }).guards(), [[a], [a]]);
});

test("a class guard holds where another decorator replaces the class, above or below", () => {
  @replaced
  @guard(a)
  class Above {
    @get("/")
    list() {
      return 1;
    }
  }
  @guard(b)
  @replaced
  class Below {
    @get("/")
    list() {
      return 1;
    }
  }
  assert.equal([guardsOf(Above), guardsOf(Below)], [[[a]], [[b]]]);
});

test("guards and prefix of the class hold where another decorator puts a Proxy in its place", () => {
  @guard(a)
  @controller("/users")
  @single
  class Users {
    @get("/")
    list() {
      return 1;
    }
  }
  const app = new App().register(new Users());
  assert.equal(app.routes.map(({ path }) => path), ["/users"]);
  assert.equal(app.guards(), [[a]]);
});

test("routes of no controller have no guards, and share their layers", () => {
  @guard(a)
  class Users {
    @get("/users")
    list() {
      return 1;
    }
  }
  assert.equal(new App().get("/", () => 1).register(Users).guards(), [[], [a]]);
});

test("a guarded method without a route is refused by name", () => {
  class Users {
    @get("/")
    list() {
      return 1;
    }
    @guard(a)
    stray() {
      return 1;
    }
  }
  assert.throws(
    () => new App().register(Users),
    /SPK_BAD_DECORATOR: @guard: "stray" of Users has no route: decorate it with a verb too/,
  );
});

test("guard() refuses what is no function, and a class", () => {
  // The types refuse them.
  const untyped = guard as (check: unknown) => unknown;
  assert.throws(() => untyped(undefined), /SPK_BAD_HANDLER: guard\(\) takes a function, not und/);
  assert.throws(() => untyped(App), /SPK_BAD_HANDLER: guard\(\) takes a function, not the class/);
});

/** A decorator that keeps one instance, as those for dependency injection do. */
function single<T extends new () => object>(target: T, _context: object): T {
  let instance: object | undefined;
  return new Proxy(target, {
    construct: (...values) => instance ??= Reflect.construct(...values),
  });
}

/** A mixin, which TypeScript cannot type without `any`. */
function replaced<T extends new () => object>(target: T, _context: object): T {
  const Replaced = class extends (target as new () => object) {};
  return Replaced as unknown as T;
}

test.run();
