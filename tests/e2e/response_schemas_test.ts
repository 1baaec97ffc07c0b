import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import {
  created,
  noContent,
  Router,
  Spikard,
  type SpikardOptions,
  status,
  stream,
} from "../../mod.ts";
import { captureLog } from "../support/captured_log.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("response schemas");
const log = captureLog(test);
const serve = withServer(test);

const User = z.object({ id: z.int(), name: z.string() });

/** What an untyped program may return. */
type Untyped = never;

function appReturning(
  response: NonNullable<Parameters<Spikard["get"]>[1]["response"]>,
  value: (index: number) => unknown,
  options?: SpikardOptions,
): Spikard {
  const app = new Spikard(options);
  let calls = 0;
  app.get("/", { response }, () => value(calls++) as Untyped);
  return app;
}

test("what a schema does not know is stripped, whoever returns it and however", async () => {
  const stored = { id: 1, name: "Ada", password: "secret" };
  const values = [
    () => stored,
    () => Promise.resolve(stored),
    () => created(stored),
    () => Promise.resolve(created(stored)),
  ];
  const app = appReturning({ 200: User, 201: User }, (index) => values[index]!());
  const { url } = await serve(app);
  for (const expected of [200, 200, 201, 201]) {
    const answer = await fetch(url);
    assert.is(answer.status, expected);
    assert.equal(await answer.json(), { id: 1, name: "Ada" });
  }
});

test("the schema decides what is sent: defaults, dates, transforms", async () => {
  const Event = z.object({
    at: z.date(),
    kind: z.string().default("meeting"),
    title: z.string().transform((title) => title.toUpperCase()),
  });
  const app = appReturning({ 200: Event }, () => ({ at: new Date(0), title: "x" }));
  const { url } = await serve(app);
  assert.equal(await (await fetch(url)).json(), {
    at: "1970-01-01T00:00:00.000Z",
    kind: "meeting",
    title: "X",
  });
});

test("status, headers and cookies of a reply stay with it", async () => {
  const app = appReturning(
    { 202: User },
    () => status(202, { id: 1, name: "x", extra: 1 }).header("x-a", "b").cookie("c", "d"),
  );
  const { url } = await serve(app);
  const answer = await fetch(url);
  assert.is(answer.status, 202);
  assert.is(answer.headers.get("x-a"), "b");
  assert.is(answer.headers.get("set-cookie"), "c=d; Path=/");
  assert.equal(await answer.json(), { id: 1, name: "x" });
});

test("the status that a handler sets chooses the schema", async () => {
  const app = new Spikard();
  app.get("/", { response: { 200: User, 203: z.object({ id: z.int() }) } }, ({ set }) => {
    set.status(203);
    return { id: 1, name: "Ada" };
  });
  const { url } = await serve(app);
  const answer = await fetch(url);
  assert.equal([answer.status, await answer.json()], [203, { id: 1 }]);
});

async function* letters(): AsyncGenerator<string> {
  yield "a";
  yield await Promise.resolve("b");
}

const MISSES: readonly [string, unknown, RegExp][] = [
  [
    "a value that the schema refuses",
    { id: "secret-id", name: "x" },
    /schema of 200 refuses: id: /,
  ],
  [
    "a status that is not declared",
    status(404, "no"),
    /status 404, and its route declares 200, 204/,
  ],
  ["a body where none is declared", status(204, "x"), /a body with 204, which is declared without/],
  ["an empty 200", status(200), /returned nothing, and its route declares a body for 200/],
];

for (const [what, value, message] of MISSES) {
  test(`${what} is a 500, and the log alone says why`, async () => {
    const app = appReturning({ 200: User, 204: null }, () => value);
    const { url } = await serve(app);
    const answer = await fetch(url);
    assert.is(answer.status, 500);
    const text = await answer.text();
    assert.match(text, /internal-server-error/);
    assert.not.match(text, /schema|declare|secret-id/);
    assert.is(log.length, 1);
    assert.match(log[0]!, "Request failed");
    assert.match(log[0]!, message);
    assert.not.match(log[0]!, /secret-id/);
  });
}

test("nothing is a 204 where that is declared, else a 500", async () => {
  const { url } = await serve(appReturning({ 200: User, 204: null }, () => undefined));
  assert.is((await fetch(url)).status, 204);
  const strict = await serve(appReturning({ 200: User }, () => undefined));
  assert.is((await fetch(strict.url)).status, 500);
  assert.match(log.join(""), /The handler returned nothing, and its route declares a body/);
});

test("a declared empty reply, a Response and a stream go as they are", async () => {
  const values = [
    () => noContent(),
    () => Response.json({ any: "thing" }),
    () => stream(letters()),
  ];
  const app = appReturning({ 200: User, 204: null }, (index) => values[index]!());
  const { url } = await serve(app);
  const answers = [await fetch(url), await fetch(url), await fetch(url)];
  assert.equal(answers.map((answer) => answer.status), [204, 200, 200]);
  assert.equal(await answers[1]!.json(), { any: "thing" });
  assert.is(await answers[2]!.text(), "ab");
});

test("a stream of an answer that is refused is cancelled", async () => {
  let cancelled = 0;
  const open = () => new ReadableStream({ cancel: () => void cancelled++ });
  const values = [() => status(404, open()), () => status(204, open())];
  const app = appReturning({ 200: User, 204: null }, (index) => values[index]!());
  const { url } = await serve(app);
  assert.equal([(await fetch(url)).status, (await fetch(url)).status], [500, 500]);
  assert.is(cancelled, 2);
});

test("a promise of its own kind is awaited, and no override of then() is called", async () => {
  const value = { id: 1, name: "x" };
  const values = [
    () => ({ then: (resolve: (value: unknown) => void) => resolve(value) }),
    () => Object.assign(Promise.resolve(value), { then: () => undefined }),
  ];
  const app = appReturning({ 200: User }, (index) => values[index]!());
  const { url } = await serve(app);
  assert.equal(await (await fetch(url)).json(), value);
  assert.equal(await (await fetch(url)).json(), value);
});

test("errors are answered by their own status, declared or not", async () => {
  const app = new Spikard();
  app.get("/", { query: z.object({ id: z.int() }), response: { 200: User } }, () => ({
    id: 1,
    name: "x",
  }));
  const { url } = await serve(app);
  assert.is((await fetch(`${url}/?id=x`)).status, 422);
});

test("what a guard, a hook or middleware answers is not the handler's", async () => {
  const app = new Spikard();
  const inner = new Router();
  inner.preHandler(({ query }) =>
    query.id === undefined ? status(401, { error: "who" }) : undefined
  );
  inner.get("/", { response: { 200: User } }, () => ({ id: 1, name: "x", extra: 1 } as Untyped));
  app.register(inner);
  const { url } = await serve(app);
  const refused = await fetch(url);
  assert.equal([refused.status, await refused.json()], [401, { error: "who" }]);
  assert.equal(await (await fetch(`${url}/?id=1`)).json(), { id: 1, name: "x" });
});

test("validateResponses: false lets through whatever a handler returns", async () => {
  const value = { id: "x", password: "secret" };
  const app = appReturning({ 200: User }, () => value, { validateResponses: false });
  const { url } = await serve(app);
  assert.equal(await (await fetch(url)).json(), value);
});

test("an asynchronous schema is awaited", async () => {
  const Named = z.object({
    name: z.string().refine(async (name) => await Promise.resolve(name !== "x")),
  });
  const app = appReturning({ 200: Named }, (index) => ({ name: index === 0 ? "a" : "x" }));
  const { url } = await serve(app);
  assert.is((await fetch(url)).status, 200);
  assert.is((await fetch(url)).status, 500);
});

test.run();
