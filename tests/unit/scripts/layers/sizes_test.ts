import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findOversized } from "../../../../scripts/layers/sizes.ts";

const test = suite("findOversized()");

const messages = (path: string, text: string) =>
  findOversized({ path, text }).map(({ line, message }) => `${line}: ${message}`);
const body = (lines: number) => "  call();\n".repeat(lines);

test("counts the lines of a file", () => {
  assert.equal(messages("src/a.ts", "call();\n".repeat(300)), []);
  assert.equal(messages("src/a.ts", "call();\n".repeat(301)), [
    "300: the file has 301 lines, 300 are the limit",
  ]);
});

test("counts the lines of TypeScript functions of any form", () => {
  const long = "the function has 51 lines, 50 are the limit";
  assert.equal(messages("a.ts", `\nfunction f() {\n${body(49)}}\n`), [`2: ${long}`]);
  assert.equal(messages("a.ts", `const f = () => {\n${body(49)}};\n`), [`1: ${long}`]);
  assert.equal(messages("a.ts", `class A { f() {\n${body(49)}} }\n`), [`1: ${long}`]);
  assert.equal(messages("a.ts", `function f() {\n${body(48)}}\n`), []);
});

test("counts the lines of Rust functions, and passes over declarations", () => {
  const long = "the function has 51 lines, 50 are the limit";
  assert.equal(messages("a.rs", `pub(crate) async fn f() {\n${body(49)}}\n`), [`1: ${long}`]);
  assert.equal(messages("a.rs", `    fn f(\n    ) {\n${body(48)}    }\n`), [`1: ${long}`]);
  assert.equal(messages("a.rs", `    fn f();\n${body(60)}    }\n`), []);
});

test.run();
