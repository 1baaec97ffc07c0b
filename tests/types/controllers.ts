import { controller } from "../../src/decorators/controller.ts";
import { guard } from "../../src/decorators/guard.ts";
import { get, post } from "../../src/decorators/verbs.ts";
import { created, json, redirect } from "../../src/http/replies.ts";
import type { Guard } from "../../src/http/hooks.ts";
import type { Body, Context, ContextOf, ReturnOf } from "../../src/routing/context.ts";
import { Router } from "../../src/routing/router.ts";
import type { Returns } from "../../src/routing/spec.ts";
import { z } from "zod";

const app = new Router();
const NewUser = z.object({ name: z.string(), age: z.int() });
const User = z.object({ id: z.string(), kind: z.enum(["person", "robot"]) });
const addUser = post("/", { body: NewUser, response: { 201: User } });

class Db {
  get(id: string): { id: string } {
    return { id };
  }
}

@controller("/users", { tags: ["users"] })
class Users {
  readonly db: Db;
  constructor(db: Db) {
    this.db = db;
  }

  @get("/:id")
  find({ params }: Context<"/:id">) {
    return this.db.get(params.id);
  }

  @get("/")
  list() {
    return [];
  }

  @get("/slow")
  async slow(_context: Context): Promise<string> {
    return await Promise.resolve("slow");
  }

  @addUser
  async add({ body }: ContextOf<typeof addUser>): Promise<ReturnOf<typeof addUser>> {
    return await Promise.resolve(created({ id: body.name, kind: "person" }));
  }

  @post("/plain", { body: NewUser })
  plain({ body }: { body: Body<typeof NewUser> }) {
    return body.age;
  }

  @post("/annotated", { response: { 201: User } })
  annotated(): Returns<{ response: { 201: typeof User } }> {
    return created({ id: "1", kind: "robot" });
  }

  byName = get("/by/:name")(({ params }) => this.db.get(params.name));

  @get("/a")
  @post("/b")
  both() {
    return 1;
  }
}

app.register(new Users(new Db()));
// @ts-expect-error the constructor takes arguments: pass an instance
app.register(Users);
app.register(
  class {
    list = get("/")(() => 1);
  },
);

const isSignedIn: Guard = ({ cookie }) => cookie("session") !== undefined;

@controller("/account")
@guard(isSignedIn)
@guard(async ({ header }) => await Promise.resolve(header("x-a") === "b"))
class Account {
  @guard(() => {})
  @get("/:id")
  @guard(() => new Response("no"))
  @guard(({ header }) => header("x-a") === "b" || json({ no: true }, 402))
  @guard(async ({ cookie }) => {
    await Promise.resolve();
    if (cookie("a") === undefined) return redirect("/login");
  })
  find({ params }: Context<"/:id">) {
    return params.id;
  }
}
app.register(Account);

class WrongGuards {
  // @ts-expect-error a value is no verdict, however true it is
  @guard(({ cookie }) => cookie("session"))
  @get("/")
  list() {
    return 1;
  }

  // @ts-expect-error nor is that of a promise
  @guard(async () => await Promise.resolve({ session: 1 }))
  @get("/later")
  later() {
    return 1;
  }

  // @ts-expect-error static methods belong to no instance
  @guard(isSignedIn)
  static all() {
    return 1;
  }

  // @ts-expect-error private methods are no routes
  @guard(isSignedIn)
  #hidden() {
    return 1;
  }

  // @ts-expect-error a getter is no method
  @guard(isSignedIn)
  get value() {
    return this.#hidden();
  }

  // @ts-expect-error a field is no method
  @guard(isSignedIn)
  field = get("/field")(() => 1);

  // @ts-expect-error the decorator was not called
  @guard
  bare() {
    return 1;
  }
}
app.register(new WrongGuards());

class Wrong {
  // @ts-expect-error the path has "id", not "name"
  @get("/:id")
  find({ params }: Context<"/:name">) {
    return params.name;
  }

  // @ts-expect-error the body is unknown without a schema
  @post("/")
  add({ body }: { body: { name: string } }) {
    return body.name;
  }

  // @ts-expect-error the schema says that age is a number
  @post("/", { body: NewUser })
  other({ body }: { body: { age: string } }) {
    return body.age;
  }

  // @ts-expect-error the answer does not fit the schema of 201
  @post("/", { response: { 201: User } })
  answer() {
    return created({ id: 1 });
  }

  // @ts-expect-error a bigint has no JSON
  @get("/")
  big() {
    return 1n;
  }

  // @ts-expect-error static methods belong to no instance
  @get("/")
  static list() {
    return 1;
  }

  // @ts-expect-error private methods cannot be called from outside
  @get("/")
  #hidden() {
    return 1;
  }

  // @ts-expect-error a getter is no method
  @get("/")
  get value() {
    return 1;
  }

  // @ts-expect-error a field is no method
  @get("/")
  field = 1;

  // @ts-expect-error a controller is a class
  @controller("/")
  method() {
    return this.#hidden();
  }
}
app.register(new Wrong());

// @ts-expect-error a verb decorates methods
@get("/")
class Verb {}
app.register(new Verb());

// @ts-expect-error a prefix starts with a slash
@controller("users")
class Prefix {}
app.register(new Prefix());

// @ts-expect-error a misspelt option
@controller("/users", { tag: ["users"] })
class Options {}
app.register(new Options());
