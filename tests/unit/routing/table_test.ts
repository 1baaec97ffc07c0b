import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mergeAnswerHeaders } from "../../../src/routing/answer_headers.ts";
import { NO_LAYERS } from "../../../src/routing/layers.ts";
import type { ScopedDeclaration } from "../../../src/routing/scope.ts";
import { buildTable, type RouteTable } from "../../../src/routing/table.ts";
import { NO_SCHEMAS } from "../../../src/routing/schemas.ts";

const test = suite("routing/table");
const handler = () => "x";

test("buildTable() numbers routes in the order of their declaration", () => {
  const { routes } = build([declare({ path: "/a" }), declare({ path: "/b" })]);
  assert.equal(routes.map(({ path }) => path), ["/a", "/b"]);
  assert.ok(Object.isFrozen(routes));
});

test("buildTable() makes a route of each method", () => {
  const { routes, handlers } = build([
    declare({ methods: ["PUT", "PATCH"], path: "/:id", label: "save" }),
  ]);
  assert.equal(routes.map(({ method }) => method), ["PUT", "PATCH"]);
  assert.equal(routes.map(({ metadata }) => metadata.source), [
    "PUT /:id (save)",
    "PATCH /:id (save)",
  ]);
  assert.equal([...handlers], [["save", handler]]);
});

test("buildTable() keeps the declared path for people, the normal one for the server", () => {
  const { routes: [route] } = build([declare({ path: "/caf%c3%a9/:id" })]);
  assert.is(route?.metadata.path, "/caf%c3%a9/:id");
  assert.is(route?.path, "/caf%C3%A9/:id");
  assert.equal(route?.paramNames, ["id"]);
});

test("buildTable() gives limits in bytes and milliseconds", () => {
  const { routes: [one, other] } = build([
    declare({ path: "/a", spec: { bodyLimit: "2kb", handlerTimeout: "1s" } }),
    declare({ path: "/b" }),
  ]);
  assert.equal([one?.bodyLimit, one?.handlerTimeout], [2_048, 1_000]);
  assert.equal([other?.bodyLimit, other?.handlerTimeout], [undefined, undefined]);
});

test("buildTable() tells whose body is streamed", () => {
  const { routes } = build([declare({ spec: { body: "stream" } }), declare({ path: "/b" })]);
  assert.equal(routes.map(({ streamsBody }) => streamsBody), [true, false]);
});

test("buildTable() gives metadata that nobody can change", () => {
  const tags = ["a"];
  const { routes: [route] } = build([declare({ spec: { tags, name: "n" } })]);
  tags.push("b");
  assert.equal(route?.metadata, {
    method: "GET",
    path: "/",
    name: "n",
    tags: ["a"],
    schemas: NO_SCHEMAS,
    accepts: undefined,
    operation: {},
    source: "GET /",
  });
  assert.ok(Object.isFrozen(route?.metadata) && Object.isFrozen(route?.metadata.tags));
});

const DUPLICATES: readonly [one: string, other: string][] = [
  ["/a", "/a"],
  ["/users/:id", "/users/:name"],
  ["/*a", "/*b"],
  ["/~a", "/%7Ea"],
  ["/é", "/%c3%a9"],
];

for (const [one, other] of DUPLICATES) {
  test(`buildTable() refuses ${one} beside ${other} and names both`, () => {
    const declarations = [
      declare({ path: one, label: "first" }),
      declare({ path: other, label: "second" }),
    ];
    assert.throws(
      () => build(declarations),
      (error: unknown) =>
        error instanceof TypeError && error.message ===
          `SPK_DUPLICATE_ROUTE: GET ${other} (second) matches the same requests as ` +
            `GET ${one} (first): remove one of them`,
    );
  });
}

test("buildTable() says of one route that it is registered twice", () => {
  assert.throws(
    () => build([declare({ path: "/a" }), declare({ path: "/a" })]),
    (error: Error) =>
      error.message === "SPK_DUPLICATE_ROUTE: GET /a is registered twice: remove one of them",
  );
});

test("buildTable() takes what does not match the same requests", () => {
  const paths = ["/a", "/a/", "/A", "/:a", "/*a", "/a/:b", "/a/*b"];
  const routes = [
    ...paths.map((path) => declare({ path })),
    declare({ path: "/a", methods: ["POST"] }),
    declare({ path: "/a", methods: ["*"] }),
  ];
  assert.is(build(routes).routes.length, routes.length);
});

function declare(parts: Partial<ScopedDeclaration>): ScopedDeclaration {
  const declaration = {
    methods: ["GET"],
    path: "/",
    spec: {},
    handler,
    label: "",
    scopes: [],
    guards: [],
  };
  return { ...declaration, layers: NO_LAYERS, ...parts };
}

function build(declarations: readonly ScopedDeclaration[]): RouteTable {
  return buildTable(declarations, { layers: NO_LAYERS, answers: mergeAnswerHeaders([]) });
}

test.run();
