import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkSpec, withTags } from "../../../src/routing/spec.ts";

const test = suite("routing/spec");

test("checkSpec() gives back what is right", () => {
  const spec = {
    name: "add",
    tags: ["users"],
    bodyLimit: "1mb",
    formFileLimit: 1,
    handlerTimeout: 0,
  };
  assert.is(checkSpec(spec, "POST /users"), spec);
});

test("checkSpec() takes a body that is streamed, and no other yet", () => {
  const spec = { body: "stream" };
  assert.is(checkSpec(spec, "POST /users"), spec);
  for (const body of ["steam", {}, null, true]) {
    assert.throws(
      () => checkSpec({ body }, "POST /users"),
      /SPK_BAD_OPTION: The body of POST \/users can only be "stream"/,
    );
  }
});

for (const key of ["query", "params", "headers", "cookies", "response", "guards"]) {
  test(`checkSpec() refuses "${key}", which is not built yet`, () => {
    assert.throws(
      () => checkSpec({ [key]: {} }, "POST /users"),
      new RegExp(`SPK_UNKNOWN_OPTION: POST /users has no option "${key}"`),
    );
  });
}

test("checkSpec() guesses a misspelt key", () => {
  assert.throws(() => checkSpec({ bodylimit: 1 }, "POST /"), /Did you mean "bodyLimit"\?/);
});

const REFUSED: readonly object[] = [
  { name: "" },
  { name: 1 },
  { tags: "users" },
  { tags: [1] },
  { bodyLimit: "1 mb" },
  { formFileLimit: "1 mb" },
  { handlerTimeout: -1 },
];

for (const spec of REFUSED) {
  test(`checkSpec() refuses ${JSON.stringify(spec)}`, () => {
    assert.throws(() => checkSpec(spec, "POST /"), /SPK_BAD_OPTION/);
  });
}

test("withTags() puts the tags of the scope first, each one once", () => {
  assert.equal(withTags({ tags: ["a", "b"] }, ["b", "c"]).tags, ["b", "c", "a"]);
  assert.equal(withTags({ name: "x" }, ["a"]), { name: "x", tags: ["a"] });
  const spec = { name: "x" };
  assert.is(withTags(spec, []), spec);
});

test.run();
