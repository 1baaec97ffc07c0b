import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Handler, NotFound, Spikard } from "../../mod.ts";
import {
  cacheControl,
  etag,
  logger,
  requestId,
  securityHeaders,
} from "../../src/middleware/mod.ts";
import { expectJson, expectProblem } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("bundled middleware");
const serve = withServer(test);
const log = captureLog(test);

function books(): Spikard {
  const app = new Spikard();
  app.use(
    requestId(),
    logger({ headers: ["user-agent"] }),
    securityHeaders(),
    cacheControl(),
    etag(),
  );
  app.get("/books", () => [{ title: "Emma" }]);
  app.get("/books/:id", () => {
    throw new NotFound("No such book");
  });
  return app;
}

test("an answer and an error have an id, careful headers, and a line in the log", async () => {
  const { url } = await serve(books());
  const found = await fetch(`${url}/books?secret=1`, { headers: { "user-agent": "reader" } });
  assert.equal(await expectJson(found, 200), [{ title: "Emma" }]);
  const lost = await fetch(`${url}/books/7`);
  await expectProblem(lost, 404);
  for (const { headers } of [found, lost]) {
    assert.is(headers.get("x-content-type-options"), "nosniff");
  }
  await eventually("two lines in the log", () => log.length === 2);
  const lines = log.map((line) => JSON.parse(line));
  assert.equal(lines.map(({ method, path, status }) => [method, path, status]), [
    ["GET", "/books", 200],
    ["GET", "/books/7", 404],
  ]);
  assert.is(lines[0].requestId, found.headers.get("x-request-id"));
  assert.is(lines[0].headers["user-agent"], "reader");
  assert.is(lines[1].route, "/books/:id");
});

test("what the app redacts is in no line of its log, and no field takes the place of the id", async () => {
  const app = new Spikard({ redact: ["password", "x-session"] });
  app.use(logger({ headers: ["x-session", "x-api-key"] }));
  app.get("/", ({ log, id }) => {
    log.info("Login", { user: { password: "s3cret" }, requestId: "forged" });
    return { id };
  });
  const { url } = await serve(app);
  const headers = { "x-session": "s3cret", "x-api-key": "s3cret" };
  const { id } = await expectJson(await fetch(url, { headers })) as { id: string };
  await eventually("two lines in the log", () => log.length === 2);
  assert.not.match(log.join(), "s3cret");
  assert.equal(log.map((line) => JSON.parse(line).requestId), [id, id]);
});

const password = "s3cret";
const SPILLS: readonly (readonly [string, Handler])[] = [
  ["what a handler throws", () => Promise.reject({ password, authorization: "s3cret" })],
  ["the cause of what it throws", () => {
    throw new Error("Upstream", { cause: { config: { headers: { authorization: "s3cret" } } } });
  }],
  ["the cause of an Error in a field", ({ log }) => {
    log.error("Upstream", { error: new Error("Upstream", { cause: { password } }) });
    return "noted";
  }],
  ["cookies and headers", ({ log, cookies, headers }) => {
    log.info("In", { cookies, headers });
    return "noted";
  }],
];

for (const [name, handler] of SPILLS) {
  test(`${name} is in the log, without its secrets`, async () => {
    const { url } = await serve(new Spikard({ redact: ["password"] }).get("/", handler));
    const headers = { cookie: "sid=s3cret", authorization: "Bearer s3cret" };
    await (await fetch(url, { headers })).arrayBuffer();
    await eventually("a line in the log", () => log.length === 1);
    assert.match(log.join(), "[redacted]");
    assert.not.match(log.join(), "s3cret");
  });
}

test("an app refuses a name to redact that no field can match", () => {
  assert.throws(
    () => new Spikard({ redact: ["_"] }),
    /SPK_BAD_OPTION: .*"redact" has the name "_"/,
  );
});

test("what a client has already is not sent again", async () => {
  const { url } = await serve(books());
  const first = await fetch(`${url}/books`);
  const tag = first.headers.get("etag") ?? "";
  await first.arrayBuffer();
  assert.is(first.headers.get("cache-control"), "private, no-cache");
  const again = await fetch(`${url}/books`, { headers: { "if-none-match": tag } });
  assert.equal([again.status, await again.text()], [304, ""]);
  assert.is(again.headers.get("etag"), tag);
  const head = await fetch(`${url}/books`, { method: "HEAD" });
  assert.is(head.headers.get("etag"), tag);
});

test.run();
