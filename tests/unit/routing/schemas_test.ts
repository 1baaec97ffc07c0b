import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Router } from "../../../src/routing/router.ts";
import { expectThrow } from "../../support/errors.ts";
import { mergeSchemas, NO_SCHEMAS } from "../../../src/routing/schemas.ts";
import { z } from "zod";

const test = suite("routing/schemas");
const [A, B, C] = [z.object({}), z.object({}), z.object({})];

test("mergeSchemas() lists inputs outermost first, and takes the nearest of each status", () => {
  const merged = mergeSchemas([
    { params: A, response: { 200: A, 401: A } },
    { headers: B },
    { params: B, body: C, response: { 200: C, 204: null } },
  ]);
  assert.equal(merged.params, [A, B]);
  assert.equal(merged.headers, [B]);
  assert.equal(merged.query, []);
  assert.is(merged.body, C);
  assert.equal(merged.response, { 200: C, 204: null, 401: A });
  assert.ok(Object.isFrozen(merged) && Object.isFrozen(merged.params));
});

test("mergeSchemas() makes nothing of nothing", () => {
  assert.is(mergeSchemas([]), NO_SCHEMAS);
  assert.is(mergeSchemas([{}, { body: "stream" }]), NO_SCHEMAS);
});

test("a Router gives its spec to the routes of its scope and of those below", () => {
  const outer = new Router({ tags: ["outer"], security: [{ bearer: [] }], headers: A });
  const inner = new Router({ tags: ["inner"], params: B });
  inner.get("/:id", { tags: ["own"], security: [] }, () => 1);
  outer.get("/", () => 1);
  outer.register(inner, { prefix: "/inner" });
  const [own, nested] = outer.routes;
  assert.equal([own?.tags, nested?.tags], [["outer"], ["outer", "inner", "own"]]);
  assert.equal(own?.operation, { security: [{ bearer: [] }] });
  assert.equal(nested?.operation, { security: [] });
  assert.equal([nested?.schemas.headers, nested?.schemas.params], [[A], [B]]);
});

test("a route with a schema of its body takes JSON, unless it says otherwise", () => {
  const app = new Router();
  app.post("/a", { body: A }, () => 1);
  app.post("/b", { body: A, accepts: ["*/*"] }, () => 1);
  app.post("/c", () => 1);
  assert.equal(app.routes.map(({ accepts }) => accepts), [
    ["application/json"],
    ["*/*"],
    undefined,
  ]);
});

test("new Router() refuses what a scope cannot declare", () => {
  assert.throws(() => new Router({ body: A } as object), /new Router\(\) has no option "body"/);
  assert.throws(() => new Router({ params: {} } as object), /SPK_NO_SCHEMA: The params of new/);
});

/** Registers a route with a response that the types may forbid. */
const answering = (response: object) => () =>
  new Router().get("/", { response } as object, () => new Response());

test("a response names at least one status", () => {
  expectThrow(answering({}), {
    code: "SPK_BAD_OPTION",
    says: ["The response of GET / names no status", "{ 200: schema }"],
  });
});

for (const status of [204, 205, 304]) {
  test(`${status} has no schema, for it has no body`, () => {
    expectThrow(answering({ 200: A, [status]: A }), {
      code: "SPK_BAD_OPTION",
      says: [`"${status}" of the response of GET / has a schema`, `write { ${status}: null }`],
    });
    answering({ [status]: null })();
  });
}

test("a status is written with three digits", () => {
  for (const status of ["0200", "2e2", " 200", "0xc8", "200.0", "99", "600", "100", "299"]) {
    expectThrow(answering({ [status]: A }), {
      code: "SPK_BAD_OPTION",
      says: [`The response of GET / declares "${status}"`],
    });
  }
});

test("a schema whose members cannot be read is refused, with the cause", () => {
  const cause = new Error("not yet");
  const query = Object.defineProperty({}, "~standard", {
    get() {
      throw cause;
    },
  });
  const error = expectThrow(() => new Router().get("/", { query } as object, () => 1), {
    code: "SPK_NO_SCHEMA",
    says: ["The query of GET / cannot be read: not yet"],
  });
  assert.is(error.cause, cause);
});

test.run();
