import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type AnyHandler, type Middleware, NotFound, Spikard } from "../../mod.ts";
import { captureLog } from "../support/captured_log.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("fault: a middleware that does not wait for next()");
const lines = captureLog(test);
const serve = withServer(test);

const FAILING: readonly (readonly [name: string, handler: AnyHandler])[] = [
  ["throws", () => {
    throw new Error("Unseen");
  }],
  ["rejects", () => Promise.reject(new Error("Unseen"))],
  ["rejects later", async () => {
    await sleep(5);
    throw new Error("Unseen");
  }],
  ["throws an HttpError", () => {
    throw new NotFound("Unseen");
  }],
];

const CARELESS: readonly (readonly [kind: string, middleware: Middleware])[] = [
  ["synchronous", function careless(_context, next) {
    void next();
    return "mine";
  }],
  // deno-lint-ignore require-await -- what is forgotten here is the await
  ["asynchronous", async function careless(_context, next) {
    void next();
    return "mine";
  }],
];

const pass: Middleware = async (_context, next) => await next();
const hand: Middleware = (_context, next) => next();

const BEHIND: readonly (readonly [where: string, inner: readonly Middleware[]])[] = [
  ["right behind it", []],
  ["behind one that waits", [pass]],
  ["behind others that pass it on", [hand, hand]],
];

for (const [kind, middleware] of CARELESS) {
  for (const [name, handler] of FAILING) {
    for (const [where, inner] of BEHIND) {
      test(`a ${kind} one that answers outlives a handler ${where} that ${name}`, async () => {
        const app = new Spikard().use(middleware, ...inner).get("/", handler);
        const { url } = await serve(app);
        assert.is(await (await fetch(url)).text(), "mine");
        await eventually("the line", () => lines.length > 0);
        // Time for a second one, or for the end of the process.
        await sleep(20);
        assert.is(lines.length, 1, lines.join(""));
        assert.match(lines[0] ?? "", /"careless\\" did not wait for next\(\).*"GET \/".*Unseen/);
      });
    }
  }
}

test("one that goes on for longer than the handler, and then answers, is taken to have seen it", async () => {
  const app = new Spikard().use(async (_context, next) => {
    void next();
    await sleep(20);
    return "mine";
  });
  app.get("/", () => Promise.reject(new Error("Unseen")));
  const { url } = await serve(app);
  assert.is(await (await fetch(url)).text(), "mine");
  assert.equal(lines, []);
});

test("one that has caught the failure of next() is not told of it", async () => {
  const app = new Spikard();
  app.use(
    pass,
    async (_context, next) => {
      try {
        return await next();
      } catch {
        return "mine";
      }
    },
    pass,
    (_context, next) => next(),
  );
  app.get("/", () => Promise.reject(new Error("Seen")));
  const { url } = await serve(app);
  assert.is(await (await fetch(url)).text(), "mine");
  await sleep(20);
  assert.equal(lines, []);
});

test.run();
