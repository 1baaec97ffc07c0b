import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
import { Router } from "../../../src/routing/router.ts";

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

test.run();
