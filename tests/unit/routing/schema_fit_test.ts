import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
import { Router } from "../../../src/routing/router.ts";
import type { RouteSpec } from "../../../src/routing/spec.ts";
import type { AnySchema } from "../../../src/schema/standard_schema.ts";
import { expectThrow } from "../../support/errors.ts";

const test = suite("routing/schema_fit");
const handler = () => "x";

test("parameters of schema and path have the same names", () => {
  const params = z.object({ id: z.int() });
  const app = new Router().get("/:id", { params }, handler).get("/:id/x", { params }, handler);
  assert.is(app.routes.length, 2);
});

const MISMATCHES: readonly [string, Parameters<Router["get"]>[1]["params"], RegExp][] = [
  [
    "/users/:id",
    z.object({ userId: z.int() }),
    /has "userId" but the path "\/users\/:id" has "id"/,
  ],
  ["/users/:id", z.object({}), /has none but the path "\/users\/:id" has "id"/],
  ["/users", z.object({ id: z.int() }), /has "id" but the path "\/users" has none/],
  ["/:a/:b", z.object({ a: z.int() }), /has "a" but the path "\/:a\/:b" has "a", "b"/],
  ["/:id", z.object({ ID: z.int() }).readonly(), /has "ID" but the path/],
  ["/:id", type({ user: "string" }), /has "user" but the path/],
];

for (const [path, params, message] of MISMATCHES) {
  test(`${path} does not fit: ${message.source}`, () => {
    const app = new Router().get(path as "/", { params: params! }, handler);
    assert.throws(() => app.routes, /^SPK_PARAMS_MISMATCH: The params schema of GET /);
    assert.throws(() => app.routes, message);
  });
}

test("the schema of a prefix may leave parameters to its routes, and the other way round", () => {
  const inner = new Router({ params: z.object({ org: z.int() }) });
  inner.get("/", handler);
  inner.get("/:id", handler);
  inner.get("/:id/x", { params: z.object({ id: z.int() }) }, handler);
  const app = new Router().register(inner, { prefix: "/:org" });
  assert.is(app.routes.length, 3);
  inner.get("/:id/y", { params: z.object({ no: z.int() }) }, handler);
  assert.throws(() => app.routes, /has "no" but the path "\/:org\/:id\/y" has "org", "id"/);
});

test("schemas that cannot be looked into are taken as they are", () => {
  const app = new Router();
  const schemas = [
    z.record(z.string(), z.string()),
    z.looseObject({}),
    v.object({ no: v.string() }),
  ];
  schemas.forEach((params, index) => app.get(`/${index}/:id`, { params }, handler));
  assert.is(app.routes.length, 3);
});

test("a body has no schema where requests have no body", () => {
  const body = z.object({});
  for (const methods of [["GET"], ["POST", "HEAD"]]) {
    const app = new Router().route(methods, "/", { body }, handler);
    assert.throws(
      () => app.routes,
      /^SPK_BODY_ON_GET: (GET|POST,HEAD) \/ \(handler\) has a schema of the body/,
    );
  }
  const app = new Router().post("/", { body }, handler).all("/all", { body }, handler)
    .del("/", { body }, handler).query("/", { body }, handler);
  assert.is(app.routes.length, 4);
});

test("headers are named in lower case", () => {
  const app = new Router().get("/", { headers: z.object({ "X-A": z.string() }) }, handler);
  assert.throws(
    () => app.routes,
    /^SPK_BAD_HEADER: .* of GET \/ \(handler\) has "X-A": write names in lower/,
  );
});

test("names on both sides of an intersection are known", () => {
  const params = z.object({ id: z.int() }).and(z.object({ no: z.int() }));
  assert.throws(
    () => new Router().get("/:id", { params }, handler).routes,
    /SPK_PARAMS_MISMATCH: .* has "no"/,
  );
  assert.is(new Router().get("/:id/:no", { params }, handler).routes.length, 1);
  const headers = z.object({ "x-a": z.string() }).and(z.object({ "X-B": z.string() }));
  assert.throws(
    () => new Router().get("/", { headers }, handler).routes,
    /SPK_BAD_HEADER: .*"X-B"/,
  );
  const open = z.object({ "X-A": z.string() }).and(z.looseObject({}));
  assert.is(new Router().get("/", { headers: open }, handler).routes.length, 1);
});

const TEXT_PARTS = ["params", "query", "headers", "cookies"] as const;

for (const part of TEXT_PARTS) {
  test(`${part} has no schema that takes no object`, () => {
    const spec: RouteSpec = { [part]: z.array(z.string()) };
    const app = new Router().get("/:id", spec, handler);
    expectThrow(() => app.routes, {
      code: "SPK_BAD_OPTION",
      says: [`The ${part} schema of GET /:id (handler) takes no object`, "z.object("],
    });
  });
}

test("a schema that throws where it is looked into is refused, with the route and the cause", () => {
  const cause = new ReferenceError("Later is not defined");
  const fail = (): z.ZodString => {
    throw cause;
  };
  const shape = z.object({
    get later() {
      return fail();
    },
  });
  const places: readonly [string, RouteSpec][] = [
    ["query", { query: shape }],
    ["body", { body: z.object({ list: z.array(z.lazy(fail)) }) }],
    ["response 200", { response: { 200: z.union([z.string(), shape]) } }],
  ];
  for (const [place, spec] of places) {
    const app = new Router().post("/a", spec, () => new Response());
    const error = expectThrow(() => app.routes, {
      code: "SPK_NO_SCHEMA",
      says: [`The ${place} of POST /a cannot be read: Later is not defined`],
    });
    assert.is(error.cause, cause);
  }
});

test("a schema with a part that is none is refused", () => {
  // What a circle of imports leaves in place of a schema.
  const missing = undefined as unknown as z.ZodString;
  const schemas = [
    z.object({ a: missing }),
    z.object({ a: z.lazy(() => missing) }),
    z.union([z.string(), missing]),
  ];
  for (const body of schemas) {
    const app = new Router().post("/a", { body }, handler);
    expectThrow(() => app.routes, {
      code: "SPK_NO_SCHEMA",
      says: ["The body of POST /a (handler) cannot be read", "no schema"],
    });
  }
});

test("schemas that make themselves anew without end are taken", () => {
  const tree = (): z.ZodType => z.lazy(() => z.object({ trees: z.array(tree()) }));
  const app = new Router().get("/", { response: { 200: tree() } }, () => new Response());
  assert.is(app.routes.length, 1);
});

test("an intersection that holds itself is taken", () => {
  const query: AnySchema = z.lazy((): z.ZodType =>
    z.intersection(query as z.ZodType, z.object({}))
  );
  assert.is(new Router().get("/", { query }, handler).routes.length, 1);
});

test.run();
