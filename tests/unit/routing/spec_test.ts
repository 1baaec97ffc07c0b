import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkSpec } from "../../../src/routing/spec.ts";
import { z } from "zod";

const test = suite("routing/spec");
const User = z.object({ name: z.string() });

test("checkSpec() gives back what is right", () => {
  const spec = {
    ...{ params: User, query: User, headers: User, cookies: User, body: User },
    response: { 200: User, 204: null, 404: User },
    accepts: ["application/json", "image/*", "*/*"],
    ...{
      name: "add",
      tags: ["users"],
      operationId: "addUser",
      summary: "Adds",
      description: "...",
    },
    ...{ deprecated: true, hidden: false, security: [{ bearer: [] }, { key: ["read"] }, {}] },
    ...{ bodyLimit: "1mb", formFileLimit: 1, handlerTimeout: 0 },
  };
  assert.is(checkSpec(spec, "POST /users"), spec);
});

test("checkSpec() takes a schema that is a function, and a body that is streamed", () => {
  const schema = Object.assign(() => {}, { "~standard": { validate: () => ({ value: 1 }) } });
  assert.is(checkSpec({ body: schema }, "POST /").body, schema);
  assert.is(checkSpec({ body: "stream" }, "POST /").body, "stream");
});

test("checkSpec() guesses a misspelt key", () => {
  assert.throws(() => checkSpec({ bodylimit: 1 }, "POST /"), /Did you mean "bodyLimit"\?/);
  assert.throws(() => checkSpec({ respnse: {} }, "POST /"), /Did you mean "response"\?/);
});

test("checkSpec() says what stands where a schema should", () => {
  for (
    const [schema, what] of [
      [{ name: "string", age: 1 }, 'an object with "name", "age"'],
      [{}, "an empty object"],
      [null, "null"],
      [[], "a list"],
      [1, "of type number"],
      [{ "~standard": {} }, 'an object with "~standard"'],
    ]
  ) {
    assert.throws(
      () => checkSpec({ query: schema }, "GET /users"),
      new RegExp(`^SPK_NO_SCHEMA: The query of GET /users is ${what}, not a schema`),
    );
  }
  assert.throws(() => checkSpec({ body: "steam" }, "POST /"), /is "steam": pass a schema, or/);
  assert.throws(() => checkSpec({ response: { 200: {} } }, "GET /"), /The response 200 of GET \//);
});

test("checkSpec() refuses statuses that no response can have", () => {
  for (const status of ["100", "299", "600", "2xx", "default", "2e2x"]) {
    assert.throws(
      () => checkSpec({ response: { [status]: User } }, "GET /"),
      new RegExp(`SPK_BAD_OPTION: The response of GET / declares "${status}"`),
    );
  }
  assert.throws(() => checkSpec({ response: User }, "GET /"), /write \{ 200: schema \}/);
});

const REFUSED: readonly object[] = [
  { name: "" },
  { name: 1 },
  { tags: "users" },
  { tags: [1] },
  { accepts: [] },
  { accepts: "application/json" },
  { accepts: ["json"] },
  { accepts: ["*/json"] },
  { accepts: ["text/plain; charset=utf-8"] },
  { operationId: "" },
  { summary: 1 },
  { deprecated: "yes" },
  { security: { bearer: [] } },
  { security: ["bearer"] },
  { security: [{ bearer: "read" }] },
  { bodyLimit: "1 mb" },
  { formFileLimit: "1 mb" },
  { handlerTimeout: -1 },
];

for (const spec of REFUSED) {
  test(`checkSpec() refuses ${JSON.stringify(spec)}`, () => {
    assert.throws(() => checkSpec(spec, "POST /"), /SPK_BAD_OPTION/);
  });
}

test.run();
