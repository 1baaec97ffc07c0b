import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  all,
  type Context,
  type ContextOf,
  controller,
  created,
  del,
  get,
  HttpError,
  NotFound,
  patch,
  post,
  put,
  query,
  route,
  Spikard,
} from "../../mod.ts";
import { expectJson, expectProblem, expectText } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { expectThrow } from "../support/errors.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("decorators");
const serve = withServer(test);
captureLog(test);

const addItem = post("/", { name: "items.add" });

@controller("/items", { tags: ["items"] })
class Items {
  readonly items = new Map([["1", "tea"]]);

  @get("/:id")
  find({ params }: Context<"/:id">) {
    const name = this.items.get(params.id);
    if (name === undefined) throw new NotFound("No such item");
    return { id: params.id, name };
  }

  @addItem
  async add({ body }: ContextOf<typeof addItem>) {
    await Promise.resolve();
    const id = String(this.items.size + 1);
    this.items.set(id, String(body));
    return created({ id });
  }

  @get("/")
  @query("/")
  list() {
    return [...this.items.values()];
  }

  count = get("/stats/count")(() => this.items.size);
}

function appOf(...controllers: readonly object[]): Spikard {
  const app = new Spikard();
  for (const target of controllers) app.register(target);
  return app;
}

test("decorated methods answer, with their instance as `this`", async () => {
  const { url } = await serve(appOf(new Items()));
  assert.equal(await expectJson(await fetch(`${url}/items/1`)), { id: "1", name: "tea" });
  await expectProblem(await fetch(`${url}/items/2`), 404);
  const init = { method: "POST", body: "milk", headers: { "content-type": "text/plain" } };
  assert.equal(await expectJson(await fetch(`${url}/items`, init), 201), { id: "2" });
  assert.equal(await expectJson(await fetch(`${url}/items/2`)), { id: "2", name: "milk" });
});

test("two verbs on one method, and a field, answer beside them", async () => {
  const { url } = await serve(appOf(Items));
  assert.equal(await expectJson(await fetch(`${url}/items`)), ["tea"]);
  assert.equal(await expectJson(await fetch(`${url}/items`, { method: "QUERY" })), ["tea"]);
  assert.is(await expectJson(await fetch(`${url}/items/stats/count`)), 1);
});

test("a controller shows in routes and handlers by the names of its methods", () => {
  const app = appOf(Items);
  const shown = app.routes.map(({ method, path, name, tags }) =>
    `${method} ${path} ${name} ${tags}`
  );
  assert.equal(shown.sort(), [
    "GET /items Items.list items",
    "GET /items/:id Items.find items",
    "GET /items/stats/count Items.count items",
    "POST /items items.add items",
    "QUERY /items Items.list items",
  ]);
  assert.ok(app.handlers.has("Items.find"));
});

test("every verb is a decorator", async () => {
  class Verbs {
    @get("/")
    @post("/")
    @put("/")
    @patch("/")
    @del("/")
    @route("REPORT", "/")
    tell({ method }: Context<"/">) {
      return method;
    }

    @all("/any")
    any({ method }: Context<"/any">) {
      return method;
    }
  }
  const { url } = await serve(appOf(Verbs));
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "REPORT"]) {
    assert.is(await expectText(await fetch(url, { method })), method);
  }
  assert.is(await expectText(await fetch(`${url}/any`, { method: "PURGE" })), "PURGE");
});

test("two instances answer each for itself", async () => {
  class Named {
    readonly name: string;
    constructor(name: string) {
      this.name = name;
    }
    @get("/")
    tell() {
      return this.name;
    }
  }
  const app = new Spikard();
  app.register(new Named("first"), { prefix: "/1" });
  app.register(new Named("second"), { prefix: "/2" });
  const { url } = await serve(app);
  assert.is(await expectText(await fetch(`${url}/1`)), "first");
  assert.is(await expectText(await fetch(`${url}/2`)), "second");
});

test("a subclass keeps, adds, overrides and decorates again", async () => {
  @controller("/base")
  class Base {
    @get("/kept")
    kept() {
      return "kept";
    }
    @get("/overridden")
    overridden() {
      return "base";
    }
    @get("/moved")
    moved() {
      return "base";
    }
  }
  class Derived extends Base {
    @get("/added")
    added() {
      return "added";
    }
    override overridden() {
      return "derived";
    }
    @get("/elsewhere")
    override moved() {
      return "derived";
    }
  }
  const { url } = await serve(appOf(Derived));
  assert.is(await expectText(await fetch(`${url}/base/kept`)), "kept");
  assert.is(await expectText(await fetch(`${url}/base/added`)), "added");
  assert.is(await expectText(await fetch(`${url}/base/overridden`)), "derived");
  assert.is(await expectText(await fetch(`${url}/base/elsewhere`)), "derived");
  await expectProblem(await fetch(`${url}/base/moved`), 404);
});

test("private fields and accessors work in decorated methods", async () => {
  class Counter {
    #count = 0;
    get next(): number {
      return ++this.#count;
    }
    @get("/")
    count() {
      return { count: this.next };
    }
  }
  const { url } = await serve(appOf(Counter));
  assert.equal(await expectJson(await fetch(url)), { count: 1 });
  assert.equal(await expectJson(await fetch(url)), { count: 2 });
});

test("errors of a decorated method are handled like any other", async () => {
  class Broken {
    @get("/sync")
    sync() {
      throw new Error("Secret hunter2");
    }
    @get("/async")
    async async() {
      await Promise.resolve();
      throw new HttpError(409, "Taken");
    }
  }
  const { url } = await serve(appOf(Broken));
  assert.not.match(JSON.stringify(await expectProblem(await fetch(`${url}/sync`), 500)), "hunter2");
  assert.is((await expectProblem(await fetch(`${url}/async`), 409)).detail, "Taken");
});

test("legacy decorators are refused with the option to remove", () => {
  // Called as the compiler calls decorators under "experimentalDecorators".
  const legacy = get("/") as unknown as (target: object, name: string, property: object) => void;
  expectThrow(() => legacy({}, "find", {}), {
    code: "SPK_LEGACY_DECORATORS",
    says: ["get()", '"experimentalDecorators"', "tsconfig.json"],
  });
});

test("a class without routes is refused by name", () => {
  class Empty {}
  expectThrow(() => appOf(Empty), { code: "SPK_NO_ROUTES", says: ["Empty", "decorate"] });
});

test("a class whose constructor takes arguments is refused, and the cure is named", () => {
  class Shop {
    readonly name: string;
    constructor(name: string) {
      this.name = name;
    }
    @get("/")
    tell() {
      return this.name;
    }
  }
  const expected = { code: "SPK_NEEDS_INSTANCE", says: ["Shop", "new Shop("] };
  expectThrow(() => appOf(Shop), expected);
});

test.run();
