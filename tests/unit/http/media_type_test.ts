import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseMediaType } from "../../../src/http/media_type.ts";

const test = suite("http/media_type");

const CASES: readonly [text: string, essence: string, parameters: Record<string, string>][] = [
  ["application/json", "application/json", {}],
  ["Application/JSON", "application/json", {}],
  ["text/html;charset=utf-8", "text/html", { charset: "utf-8" }],
  ["text/html ; Charset=UTF-8", "text/html", { charset: "UTF-8" }],
  ["text/html;", "text/html", {}],
  ["text/html;; a=1", "text/html", { a: "1" }],
  ['a/b; c="d e"', "a/b", { c: "d e" }],
  ['a/b; c="d\\"\\\\e"; f=g', "a/b", { c: 'd"\\e', f: "g" }],
  ['a/b; c=""', "a/b", { c: "" }],
  ["application/vnd.api+json", "application/vnd.api+json", {}],
];

for (const [text, essence, parameters] of CASES) {
  test(`parseMediaType() reads ${JSON.stringify(text)}`, () => {
    const type = parseMediaType(text);
    assert.is(type?.essence, essence);
    assert.equal(Object.fromEntries(type?.parameters ?? []), parameters);
  });
}

const REFUSED = [
  "",
  "json",
  "application/",
  "/json",
  "application/json, text/plain",
  "application/json\t",
  "application/json;\tcharset=utf-8",
  " application/json",
  "application/json ",
  "application/json x",
  "application/json; charset",
  "application/json; charset=",
  "application/json; charset=a b",
  'application/json; charset="utf-8',
  "application/json; charset=utf-8; charset=utf-16",
  "application/json; a=1 ; A=2",
  "application/json\0",
  "application /json",
];

for (const text of REFUSED) {
  test(`parseMediaType() refuses ${JSON.stringify(text)}`, () => {
    assert.is(parseMediaType(text), undefined);
  });
}

test("parseMediaType() stays linear on what never ends", () => {
  assert.is(parseMediaType(`a/b${" ".repeat(100_000)}x`), undefined);
  assert.is(parseMediaType(`a/b; c="${"\\".repeat(100_001)}`), undefined);
});

test.run();
