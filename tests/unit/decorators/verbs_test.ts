import { suite } from "uvu";
import * as assert from "uvu/assert";
import { controller } from "../../../src/decorators/controller.ts";
import { guard } from "../../../src/decorators/guard.ts";
import * as verbs from "../../../src/decorators/verbs.ts";
import { RequestContext } from "../../../src/http/request_context.ts";
import type { Context } from "../../../src/routing/context.ts";
import type { Verb } from "../../../src/routing/maker.ts";
import { Route } from "../../../src/routing/route.ts";
import { Router, setupOf } from "../../../src/routing/router.ts";
import { FakeCall } from "../../support/fake_call.ts";

const test = suite("decorators/verbs");
const { all, del, get, head, options, patch, post, put, query, route } = verbs;
const CONTEXT = new RequestContext(new FakeCall({ params: ["7"] }), {
  metadata: { method: "GET", path: "/:id", name: "x", tags: [] },
  paramNames: ["id"],
});

const METHODS: readonly (readonly [verb: Verb<string>, method: string])[] = [
  [get, "GET"],
  [post, "POST"],
  [put, "PUT"],
  [patch, "PATCH"],
  [del, "DELETE"],
  [head, "HEAD"],
  [options, "OPTIONS"],
  [query, "QUERY"],
  [all, "*"],
];

for (const [verb, method] of METHODS) {
  test(`a verb makes a ${method} route of a handler`, () => {
    const handler = () => 1;
    const made = verb("/a", { name: "n" })(handler);
    assert.instance(made, Route);
    assert.equal({ ...made }, { methods: [method], path: "/a", spec: { name: "n" }, handler });
  });
}

test("route() makes a route of several methods", () => {
  assert.equal(route(["PUT", "PATCH"], "/a")(() => 1).methods, ["PUT", "PATCH"]);
  assert.equal(route("PROPFIND", "/a")(() => 1).methods, ["PROPFIND"]);
});

test("a verb checks path, options and method where it stands", () => {
  assert.throws(() => get("a" as "/"), /SPK_BAD_PATH/);
  assert.throws(() => get("/", { nmae: 1 } as object), /SPK_UNKNOWN_OPTION: get\("\/"\) has no/);
  assert.throws(() => route("get", "/"), /SPK_BAD_METHOD/);
});

test("a verb refuses a class and what is no function", () => {
  assert.throws(() => get("/")(wrong(class Users {})), /SPK_BAD_HANDLER.*get\("\/"\) is a class/);
  assert.throws(() => get("/")(wrong({})), /SPK_BAD_HANDLER/);
});

test("a decorated method is a route of its instance", async () => {
  class Users {
    name = "users";
    @get("/:id")
    find({ params }: Context<"/:id">) {
      return `${this.name} ${params.id}`;
    }
    @post("/", { tags: ["a"] })
    add() {
      return Promise.resolve("added");
    }
  }
  const router = new Router().register(Users);
  assert.equal(sourcesOf(router), ["GET /:id (Users.find)", "POST / (Users.add)"]);
  assert.equal(router.routes[1]?.tags, ["a"]);
  assert.is(router.handlers.get("Users.find")?.(CONTEXT), "users 7");
  assert.is(await router.handlers.get("Users.add")?.(CONTEXT), "added");
});

test("the method is read at each call", () => {
  class Users {
    @get("/")
    list() {
      return 1;
    }
  }
  const users = new Users();
  const router = new Router().register(users);
  users.list = () => 2;
  assert.is(router.handlers.get("Users.list")?.(CONTEXT), 2);
});

test("a wrapper above, below or between verbs is what answers", () => {
  class Users {
    @twice
    @get("/above")
    above() {
      return 1;
    }
    @get("/below")
    @twice
    below() {
      return 2;
    }
    @get("/one")
    @twice
    @get("/two")
    between() {
      return 3;
    }
  }
  const router = new Router().register(Users);
  assert.equal(sourcesOf(router), [
    "GET /above (Users.above)",
    "GET /below (Users.below)",
    "GET /one (Users.between)",
    "GET /two (Users.between)",
  ]);
  const answers = [...router.handlers.values()].map((handler) => handler(CONTEXT));
  assert.equal(answers, [2, 4, 6]);
});

test("a field made by a verb is a route, beside decorated methods", () => {
  class Users {
    prefix = "u";
    list = get("/")(() => this.prefix);
    @get("/:id")
    find() {
      return 1;
    }
  }
  const router = new Router().register(new Users());
  assert.equal(sourcesOf(router), ["GET /:id (Users.find)", "GET / (Users.list)"]);
  assert.is(router.handlers.get("Users.list")?.(CONTEXT), "u");
});

test("a subclass keeps the routes of its base and adds its own", () => {
  class Base {
    @get("/a")
    a() {
      return "a";
    }
  }
  class Below extends Base {
    @get("/b")
    b() {
      return "b";
    }
  }
  assert.equal(sourcesOf(new Router().register(Below)), ["GET /a (Below.a)", "GET /b (Below.b)"]);
  assert.equal(sourcesOf(new Router().register(Base)), ["GET /a (Base.a)"]);
});

test("an override without a decorator keeps the route and answers", () => {
  class Base {
    @get("/a")
    a() {
      return "base";
    }
  }
  class Below extends Base {
    override a() {
      return "below";
    }
  }
  const router = new Router().register(Below);
  assert.equal(sourcesOf(router), ["GET /a (Below.a)"]);
  assert.is(router.handlers.get("Below.a")?.(CONTEXT), "below");
});

test("decorating a method again replaces its routes, stacked verbs and wrappers included", () => {
  class Base {
    @get("/old")
    @post("/old")
    a() {
      return 1;
    }
  }
  class Below extends Base {
    @get("/new")
    @twice
    @post("/new")
    override a() {
      return 2;
    }
  }
  assert.equal(sourcesOf(new Router().register(Below)), [
    "GET /new (Below.a)",
    "POST /new (Below.a)",
  ]);
  assert.equal(sourcesOf(new Router().register(Base)), ["GET /old (Base.a)", "POST /old (Base.a)"]);
});

test("two instances of a class are two controllers", () => {
  class Tenant {
    readonly name: string;
    constructor(name: string) {
      this.name = name;
    }
    @get("/name")
    read() {
      return this.name;
    }
  }
  const router = new Router()
    .register(new Tenant("a"), { prefix: "/a" })
    .register(new Tenant("b"), { prefix: "/b" });
  assert.equal(sourcesOf(router), ["GET /a/name (Tenant.read)", "GET /b/name (Tenant.read)"]);
  const answers = [...router.handlers.values()].map((handler) => handler(CONTEXT));
  assert.equal(answers, ["a", "b"]);
});

test("a named maker decorates several methods", () => {
  const ping = get("/ping");
  class A {
    @ping
    a() {
      return 1;
    }
  }
  class B {
    @ping
    b() {
      return 2;
    }
  }
  assert.equal(sourcesOf(new Router().register(A)), ["GET /ping (A.a)"]);
  assert.equal(sourcesOf(new Router().register(B)), ["GET /ping (B.b)"]);
});

test("a method named by a symbol can be a route", () => {
  const key = Symbol("key");
  class Users {
    @get("/")
    [key]() {
      return 1;
    }
  }
  const router = new Router().register(Users);
  assert.equal(sourcesOf(router), ["GET / (Users.Symbol(key))"]);
});

test("a Router is no controller: what decorates it is refused", () => {
  class Methods extends Router {
    @get("/")
    list() {
      return 1;
    }
    start() {
      setupOf(this).freeze();
    }
  }
  @controller("/users")
  class Prefixed extends Router {}
  @guard(() => false)
  class Guarded extends Router {}
  class GuardedMethod extends Router {
    @guard(() => false)
    list() {
      return 1;
    }
  }
  const message = /SPK_BAD_DECORATOR: \w+ is a Router and has decorators/;
  for (const Type of [Methods, Prefixed, Guarded, GuardedMethod]) {
    assert.throws(() => new Router().register(new Type()), message);
  }
  assert.throws(() => new Methods().start(), message);
});

test("a Proxy and a constructor that returns another object hide the decorated methods", () => {
  class Users {
    @get("/")
    list() {
      return 1;
    }
  }
  class Elsewhere extends Users {
    constructor() {
      super();
      return Object.create(Elsewhere.prototype);
    }
  }
  assert.throws(() => new Router().register(new Proxy(new Users(), {})), /SPK_NO_ROUTES: Users/);
  assert.throws(() => new Router().register(Elsewhere), /SPK_NO_ROUTES: Elsewhere/);
});

function twice<This>(method: (this: This) => number, _context: object): (this: This) => number {
  return function (this: This) {
    return 2 * method.call(this);
  };
}

function sourcesOf(router: Router): string[] {
  return router.routes.map(({ source }) => source);
}

/** What the types forbid, JavaScript can still pass. */
function wrong(value: unknown): never {
  return value as never;
}

test.run();
