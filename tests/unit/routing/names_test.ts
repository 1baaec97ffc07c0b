import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Declaration } from "../../../src/routing/declaration.ts";
import { nameRoutes } from "../../../src/routing/names.ts";

const test = suite("routing/names");
const one = () => 1;
const two = () => 2;

test("a route is named by its spec, else by its handler, else by method and path", () => {
  assert.equal(
    namesOf([
      declare({ spec: { name: "given" }, label: "one" }),
      declare({ label: "one" }),
      declare({ methods: ["GET", "POST"], path: "/x" }),
    ]),
    ["given", "one", "GET,POST /x"],
  );
});

test("a handler that answers several routes keeps its name in all", () => {
  assert.equal(
    namesOf([declare({ label: "one" }), declare({ path: "/b", label: "one" })]),
    ["one", "one"],
  );
});

test("the second of two handlers with one name is named by method and path", () => {
  const declarations = [
    declare({ label: "list" }),
    declare({ label: "list", handler: two, path: "/b" }),
  ];
  assert.equal(namesOf(declarations), ["list", "GET /b"]);
  assert.equal([...nameRoutes(declarations).handlers], [["list", one], ["GET /b", two]]);
});

test("a given name goes before the name of an earlier handler", () => {
  assert.equal(
    namesOf([declare({ label: "list" }), declare({ spec: { name: "list" }, handler: two })]),
    ["GET /", "list"],
  );
});

test("one name given to two handlers is an error that names both", () => {
  const declarations = [
    declare({ spec: { name: "a" }, label: "one" }),
    declare({ spec: { name: "a" }, path: "/b", handler: two }),
  ];
  assert.throws(
    () => nameRoutes(declarations),
    /SPK_DUPLICATE_NAME: The name "a" is given to GET \/ \(one\) and to GET \/b: rename/,
  );
});

function namesOf(declarations: readonly Declaration[]): (string | undefined)[] {
  const { names } = nameRoutes(declarations);
  return declarations.map((declaration) => names.get(declaration));
}

function declare(parts: Partial<Declaration>): Declaration {
  return {
    methods: ["GET"],
    path: "/",
    spec: {},
    handler: one,
    label: "",
    scopes: [],
    guards: [],
    ...parts,
  };
}

test.run();
