import { suite } from "uvu";
import * as assert from "uvu/assert";
import { writeRoutesJson, writeRoutesTable } from "../../../src/cli/mod.ts";

const test = suite("cli/routes_table");

const ROUTES = [
  { method: "GET", path: "/", name: "GET /", source: "GET /", tags: [] },
  {
    method: "DELETE",
    path: "/users/:id",
    name: "remove",
    source: "DELETE /users/:id (Users.remove)",
  },
];

test("routes are a table whose columns are as wide as they must be", () => {
  assert.is(
    writeRoutesTable(ROUTES),
    `METHOD  PATH        NAME    SOURCE
GET     /           GET /
DELETE  /users/:id  remove  Users.remove
`,
  );
});

test("no routes are a head", () => {
  assert.is(writeRoutesTable([]), "METHOD  PATH  NAME  SOURCE\n");
});

test("routes are a list in JSON, with nothing but what the table has", () => {
  assert.equal(JSON.parse(writeRoutesJson(ROUTES)), [
    { method: "GET", path: "/", name: "GET /", source: "GET /" },
    {
      method: "DELETE",
      path: "/users/:id",
      name: "remove",
      source: "DELETE /users/:id (Users.remove)",
    },
  ]);
});

test.run();
