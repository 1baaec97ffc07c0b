import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  type Context,
  contextKey,
  controller,
  get,
  type Guard,
  guard,
  json,
  Router,
  Spikard,
  Unauthorized,
} from "../../mod.ts";
import { expectProblem, expectText } from "../support/answers.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("guards");
const serve = withServer(test);

const user = contextKey<string>("user");
const asked: string[] = [];

/** A guard that leaves its name, and lets pass. */
function passes(name: string): Guard {
  return () => {
    asked.push(name);
  };
}

test.before.each(() => {
  asked.length = 0;
});

test("nothing and true pass, false is 403, a reply and a throw answer, and nothing else does", async () => {
  class Doors {
    @guard(() => {})
    @get("/nothing")
    nothing() {
      return "in";
    }
    @guard(() => Promise.resolve(true))
    @get("/true")
    yes() {
      return "in";
    }
    @guard(() => Promise.resolve(false))
    @get("/false")
    no() {
      return "in";
    }
    @guard(() => json({ instead: true }, 402))
    @get("/reply")
    reply() {
      return "in";
    }
    // @ts-expect-error text is no verdict
    @guard(({ cookie }) => cookie("session"))
    @get("/value")
    value() {
      return "in";
    }
    @guard(() => {
      throw new Unauthorized("Sign in");
    })
    @get("/throw")
    throws() {
      return "in";
    }
  }
  const { url } = await serve(new Spikard().register(Doors));
  for (const path of ["nothing", "true"]) {
    assert.is(await expectText(await fetch(`${url}/${path}`)), "in");
  }
  await expectProblem(await fetch(`${url}/false`), 403);
  const answer = await fetch(`${url}/reply`);
  assert.equal([answer.status, await answer.json()], [402, { instead: true }]);
  const session = await fetch(`${url}/value`, { headers: { cookie: "session=secret" } });
  assert.not.match(JSON.stringify(await expectProblem(session, 500)), "secret");
  assert.is((await expectProblem(await fetch(`${url}/throw`), 401)).detail, "Sign in");
});

test("guards of the class come first, the upper line first, and the first to refuse ends it", async () => {
  @controller("/vault")
  @guard(passes("class 1"))
  @guard(passes("class 2"))
  class Vault {
    @guard(passes("method"))
    @get("/")
    open() {
      return "open";
    }
    @guard(() => false)
    @guard(passes("never"))
    @get("/shut")
    shut() {
      return "open";
    }
    field = get("/field")(() => "open");
  }
  const { url } = await serve(new Spikard().register(Vault));
  assert.is(await expectText(await fetch(`${url}/vault`)), "open");
  assert.equal(asked.splice(0), ["class 1", "class 2", "method"]);
  await expectProblem(await fetch(`${url}/vault/shut`), 403);
  assert.equal(asked.splice(0), ["class 1", "class 2"]);
  assert.is(await expectText(await fetch(`${url}/vault/field`)), "open");
  assert.equal(asked, ["class 1", "class 2"]);
});

test("a guard sees what hooks and middleware provided, and middleware sees its refusal", async () => {
  const statuses: unknown[] = [];
  const scope = new Router()
    .preHandler(({ header, provide }) => provide(user, header("x-user") ?? "nobody"))
    .use(async (_, next) => {
      try {
        return await next();
      } catch (error) {
        statuses.push((error as { status?: number }).status);
        throw error;
      }
    });
  @guard(({ get }) => get(user) === "ada")
  class Account {
    @get("/account")
    show({ get }: Context<"/account">) {
      return get(user);
    }
  }
  const { url } = await serve(new Spikard().register(scope.register(Account)));
  const answer = await fetch(`${url}/account`, { headers: { "x-user": "ada" } });
  assert.is(await expectText(answer), "ada");
  await expectProblem(await fetch(`${url}/account`), 403);
  assert.equal(statuses, [403]);
});

test("a subclass stays behind the guards of its base", async () => {
  @guard(passes("base"))
  class Base {
    @guard(({ header }) => header("x-key") === "right")
    @get("/secret")
    secret() {
      return "base";
    }
  }
  class Derived extends Base {
    @get("/derived")
    override secret() {
      return "derived";
    }
  }
  const { url } = await serve(new Spikard().register(Derived));
  await expectProblem(await fetch(`${url}/derived`), 403);
  const answer = await fetch(`${url}/derived`, { headers: { "x-key": "right" } });
  assert.is(await expectText(answer), "derived");
  assert.equal(asked, ["base", "base"]);
});

test.run();
