import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkOptions, nearest } from "../../../src/http/options.ts";

const test = suite("http/options");
const KNOWN = { owner: "run()", keys: ["host", "port", "shutdownTimeout"] };

test("checkOptions() takes known keys, with any value", () => {
  checkOptions({}, KNOWN);
  checkOptions({ host: undefined, port: null }, KNOWN);
});

const SUGGESTED: readonly [key: string, near: string][] = [
  ["hsot", "host"],
  ["Port", "port"],
  ["ports", "port"],
  ["shutDownTimeout", "shutdownTimeout"],
  ["shutdownTimout", "shutdownTimeout"],
];

for (const [key, near] of SUGGESTED) {
  test(`checkOptions() asks for "${near}" where "${key}" came`, () => {
    assert.throws(
      () => checkOptions({ [key]: 1 }, KNOWN),
      new RegExp(`SPK_UNKNOWN_OPTION: run\\(\\) has no option "${key}". Did you mean "${near}"\\?`),
    );
  });
}

test("checkOptions() lists what is known where nothing is near", () => {
  assert.throws(
    () => checkOptions({ workers: 2 }, KNOWN),
    /no option "workers". Known are: host, port, shutdownTimeout/,
  );
});

test("checkOptions() knows no member of Object.prototype", () => {
  for (const key of ["toString", "constructor", "__proto__"]) {
    assert.throws(() => checkOptions(JSON.parse(`{"${key}":1}`), KNOWN), /SPK_UNKNOWN_OPTION/);
  }
});

for (const value of [null, undefined, 1, "x", [], () => {}]) {
  test(`checkOptions() refuses ${typeof value} ${String(value)}`, () => {
    assert.throws(() => checkOptions(value, KNOWN), /SPK_BAD_OPTION: run\(\) takes an object/);
  });
}

test("nearest() guesses nothing for a word that is too short or too far", () => {
  assert.is(nearest("a", ["host", "port"]), undefined);
  assert.is(nearest("", ["host"]), undefined);
  assert.is(nearest("something", ["host"]), undefined);
});

test("nearest() prefers the fewest edits", () => {
  assert.is(nearest("pots", ["post", "pot", "ports"]), "pot");
});

test.run();
