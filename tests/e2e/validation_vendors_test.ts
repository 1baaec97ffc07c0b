import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as v from "valibot";
import { z } from "zod";
import { type AnySchema, Spikard } from "../../mod.ts";
import { captureLog } from "../support/captured_log.ts";
import { refused, sendJson } from "../support/refused.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("validation by other libraries");
const log = captureLog(test);
const serve = withServer(test);

/** The same schemas, in the words of one library. */
interface Library {
  readonly name: string;
  readonly body: AnySchema;
  readonly query: AnySchema;
  readonly params: AnySchema;
  readonly response: AnySchema;
}

const LIBRARIES: readonly Library[] = [
  {
    name: "Zod",
    body: z.object({ name: z.string().min(1), tags: z.array(z.string()).default([]) }),
    query: z.object({ page: z.int().min(1).optional(), all: z.boolean(), ids: z.array(z.int()) }),
    params: z.object({ id: z.int() }),
    response: z.object({ id: z.int(), name: z.string() }),
  },
  {
    name: "Valibot",
    body: v.object({
      name: v.pipe(v.string(), v.minLength(1)),
      tags: v.optional(v.array(v.string()), []),
    }),
    query: toStandardJsonSchema(v.object({
      page: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
      all: v.boolean(),
      ids: v.array(v.number()),
    })),
    params: toStandardJsonSchema(v.object({ id: v.pipe(v.number(), v.integer()) })),
    response: v.object({ id: v.number(), name: v.string() }),
  },
  {
    name: "ArkType",
    body: type({ name: "string > 0", tags: type("string[]").default(() => []) }),
    query: type({ "page?": "number.integer >= 1", all: "boolean", ids: "number[]" }),
    params: type({ id: "number.integer" }),
    response: type({ "+": "delete", id: "number", name: "string" }),
  },
];

/** What an untyped program may return. */
type Untyped = never;

function appOf({ body, query, params, response }: Library): Spikard {
  const app = new Spikard();
  app.post("/users/:id", { params, query, body }, ({ params, query, body }) => {
    return { params, query, body } as Untyped;
  });
  const stored = { id: 7, name: "Ada", password: "secret" };
  app.get("/stored", { response: { 200: response } }, () => stored as Untyped);
  app.get("/broken", { response: { 200: response } }, () => ({ id: "seven" }) as Untyped);
  return app;
}

for (const library of LIBRARIES) {
  const { name } = library;
  /** Zod's own items are told in all detail, those of the others by their messages. */
  const itemType = (zodType: string) => name === "Zod" ? zodType : "validation_error";

  test(`${name}: a handler gets typed values of text, and the body as the schema gives it`, async () => {
    const { url } = await serve(appOf(library));
    const sent = await fetch(`${url}/users/7?page=2&all=1&ids=4`, sendJson({ name: "Ada" }));
    assert.equal([sent.status, await sent.json()], [200, {
      params: { id: 7 },
      query: { page: 2, all: true, ids: [4] },
      body: { name: "Ada", tags: [] },
    }]);
    assert.equal(log, []);
  });

  test(`${name}: text is refused together, with the place and never the value`, async () => {
    const { url } = await serve(appOf(library));
    const target = `${url}/users/qz7marker?page=qz7marker&all=qz7marker&ids=1&ids=qz7marker`;
    const { errors } = await refused(await fetch(target, sendJson({ name: "Ada" })));
    assert.equal(errors.map(({ loc }) => loc.join(".")).sort(), [
      ...["path.id", "query.all", "query.ids.1", "query.page"],
    ]);
    assert.not.match(JSON.stringify(errors), "qz7marker");
  });

  test(`${name}: a body is refused with the place and never the value`, async () => {
    const { url } = await serve(appOf(library));
    const wrong = { name: { first: "qz7marker" }, tags: ["a", 77_003] };
    const answer = await fetch(`${url}/users/7?all=true&ids=1`, sendJson(wrong));
    const { errors } = await refused(answer);
    assert.equal(errors.map(({ type, loc }) => [type, ...loc]), [
      [itemType("string_type"), "body", "name"],
      [itemType("string_type"), "body", "tags", 1],
    ]);
    assert.not.match(JSON.stringify(errors), /qz7marker|77_?003/);
  });

  test(`${name}: a required body that is missing is refused`, async () => {
    const { url } = await serve(appOf(library));
    const answer = await fetch(`${url}/users/7?all=true&ids=1`, { method: "POST" });
    const { errors } = await refused(answer);
    assert.equal(errors.map(({ type, loc }) => [type, ...loc]), [[itemType("missing"), "body"]]);
  });

  test(`${name}: a response is stripped, and one that is refused is a 500`, async () => {
    const { url } = await serve(appOf(library));
    assert.equal(await (await fetch(`${url}/stored`)).json(), { id: 7, name: "Ada" });
    const broken = await fetch(`${url}/broken`);
    assert.is(broken.status, 500);
    assert.not.match(await broken.text(), /id|name|seven/);
    assert.is(log.length, 1);
    assert.match(log[0]!, "The handler returned what its schema of 200 refuses: ");
  });
}

test("Valibot: asynchronous schemas are awaited", async () => {
  const isFree = async (name: string) => await Promise.resolve(name !== "taken");
  const Free = v.objectAsync({ name: v.pipeAsync(v.string(), v.checkAsync(isFree, "Taken")) });
  const app = new Spikard();
  app.post("/", { body: Free }, ({ body }) => body);
  const { url } = await serve(app);
  const free = await fetch(url, sendJson({ name: "free" }));
  assert.equal(await free.json(), { name: "free" });
  const { errors } = await refused(await fetch(url, sendJson({ name: "taken" })));
  assert.equal(errors, [{ type: "validation_error", loc: ["body", "name"], msg: "Taken" }]);
});

type Result = ReturnType<AnySchema["~standard"]["validate"]>;

/** A schema of no library: it has no JSON Schema, and its issues name keys as the standard allows. */
function handWritten(validate: (value: unknown) => Result): AnySchema {
  return { "~standard": { version: 1, vendor: "by-hand", validate } };
}

const Named = handWritten((value) => {
  const name: unknown = Reflect.get(Object(value), "name");
  if (name === "fail") throw new Error("The schema is broken");
  if (name === "good" || name === "7") return { value: { name, type: typeof name } };
  const path = [{ key: "name" }, Symbol("of no use"), 0];
  return { issues: [{ message: "Not good", path }, { message: "No path" }] };
});

test("a schema by hand gets text as text, with one warning at start", async () => {
  const app = new Spikard();
  app.get("/", { query: Named }, ({ query }) => query as Untyped);
  const { url } = await serve(app);
  assert.is(log.filter((line) => line.includes('schema of \\"by-hand\\" has no JSON')).length, 1);
  assert.equal(await (await fetch(`${url}/?name=7`)).json(), { name: "7", type: "string" });
  await fetch(`${url}/?name=good`);
  assert.is(log.filter((line) => line.includes("by-hand")).length, 1);
});

test("a schema by hand says where and why; one that throws is a 500", async () => {
  const app = new Spikard();
  app.post("/", { body: Named }, () => "never");
  const { url } = await serve(app);
  const { errors } = await refused(await fetch(url, sendJson({ name: "qz7marker" })));
  assert.equal(errors, [
    { type: "validation_error", loc: ["body", "name", 0], msg: "Not good" },
    { type: "validation_error", loc: ["body"], msg: "No path" },
  ]);
  assert.is((await fetch(url, sendJson({ name: "fail" }))).status, 500);
  await refused(await fetch(url, sendJson({})));
});

test("a schema by hand may be asynchronous, and may fail so", async () => {
  const app = new Spikard();
  const Slow = handWritten(async (value) => await Named["~standard"].validate(value));
  app.post("/", { body: Slow }, ({ body }) => body as Untyped);
  const { url } = await serve(app);
  assert.equal((await (await fetch(url, sendJson({ name: "good" }))).json()).name, "good");
  await refused(await fetch(url, sendJson({ name: "bad" })));
  assert.is((await fetch(url, sendJson({ name: "fail" }))).status, 500);
  assert.is((await fetch(url, sendJson({ name: "good" }))).status, 200);
});

test.run();
