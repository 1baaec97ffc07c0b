import { suite } from "uvu";
import * as assert from "uvu/assert";
import { lint } from "../../../support/lint.ts";

const test = suite("lint rules names, barrels and parameters");

test("names refuses folders that say nothing", () => {
  assert.match(lint("names", "src/http/utils/a.ts", "")[0] ?? "", '"utils" says nothing');
  assert.is(lint("names", "src/common.ts", "").length, 1);
  assert.is(lint("names", "tests/helpers/a.ts", "").length, 1);
});

test("names wants snake_case", () => {
  assert.match(lint("names", "src/http/setCookie.ts", "")[0] ?? "", '"setCookie.ts"');
  assert.equal(lint("names", "src/http/set_cookie.ts", ""), []);
});

test("barrels refuses a file that only passes on", () => {
  assert.is(lint("barrels", "src/http/all.ts", 'export { a } from "./a.ts";').length, 1);
  assert.is(lint("barrels", "src/http/deep/mod.ts", 'export { a } from "./a.ts";').length, 1);
});

test("barrels lets a room have its mod.ts, and a file re-export beside its own code", () => {
  assert.equal(lint("barrels", "src/bridge/mod.ts", 'export { a } from "./a.ts";'), []);
  assert.equal(
    lint("barrels", "src/http/a.ts", 'export { a } from "./b.ts"; export const c = 1;'),
    [],
  );
});

test("barrels refuses logic in the package's mod.ts, and export *", () => {
  assert.is(lint("barrels", "mod.ts", "export const a = 1;").length, 1);
  assert.is(lint("barrels", "mod.ts", 'export * from "./src/app.ts";').length, 1);
});

test("parameters refuses a fourth parameter of an exported function", () => {
  const source = "export function f(a: A, b: B, c: C, d: D) {}";
  assert.is(lint("parameters", "src/http/a.ts", source).length, 1);
  assert.equal(lint("parameters", "src/http/a.ts", source.replace("export ", "")), []);
  assert.equal(lint("parameters", "src/http/a.ts", source.replace(", d: D", "")), []);
});

test("parameters refuses booleans, declared or by default", () => {
  const source = "export function f(a: boolean, b = true, { c = true } = {}) {}";
  assert.is(lint("parameters", "src/http/a.ts", source).length, 2);
});

test.run();
