import { suite } from "uvu";
import * as assert from "uvu/assert";
import { describeThrown, isInstance } from "../../../src/http/thrown.ts";

const test = suite("http/thrown");

const hostile = new Proxy({}, {
  get: () => {
    throw new Error("get");
  },
  getPrototypeOf: () => {
    throw new Error("getPrototypeOf");
  },
  ownKeys: () => {
    throw new Error("ownKeys");
  },
});

test("describeThrown() gives name, message, code and stack of an Error", () => {
  const error = Object.assign(new RangeError("Too far"), { code: "E_FAR" });
  const { name, message, code, stack } = describeThrown(error);
  assert.equal([name, message, code], ["RangeError", "Too far", "E_FAR"]);
  assert.match(String(stack), "thrown_test.ts");
});

test("describeThrown() follows causes, but not for ever", () => {
  const error: Error = new Error("Round");
  error.cause = error;
  assert.is(JSON.stringify(describeThrown(error)).split('"Round"').length - 1, 4);
});

const VALUES: [string, unknown, string, string][] = [
  ["undefined", undefined, "undefined", "undefined"],
  ["null", null, "object", "null"],
  ["a string", "boom", "string", "boom"],
  ["a symbol", Symbol("boom"), "symbol", "Symbol(boom)"],
  ["a bigint", 1n, "bigint", "1"],
  ["a function", () => {}, "", "function"],
];

for (const [label, value, name, message] of VALUES) {
  test(`describeThrown() describes ${label}`, () => {
    const fields = describeThrown(value);
    assert.is(fields.name, name);
    assert.is(fields.message, message);
  });
}

for (const value of [{ reason: 1 }, { message: 5 }, [1], hostile]) {
  test("describeThrown() leaves an object without a message to the logger, as it is", () => {
    const fields = describeThrown(value);
    assert.is(fields.name, "object");
    assert.is(fields.message, undefined);
    assert.is(fields.value, value);
  });
}

test("describeThrown() leaves the cause of an Error to the logger, as it is", () => {
  const cause = { config: {} };
  const described = describeThrown(new Error("Far", { cause }));
  assert.equal(described.cause, {
    name: "object",
    code: undefined,
    stack: undefined,
    value: cause,
    message: undefined,
    cause: undefined,
  });
  assert.is(described.value, undefined);
});

test("describeThrown() reads past getters that throw", () => {
  const error = new Error("Kept");
  Object.defineProperty(error, "stack", {
    get() {
      throw new Error("stack");
    },
  });
  assert.is(describeThrown(error).message, "Kept");
  assert.is(describeThrown(error).stack, undefined);
});

test("isInstance() is false where asking throws", () => {
  assert.is(isInstance(hostile, Error), false);
  assert.is(isInstance(new TypeError(), Error), true);
});

test.run();
