import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseNotes, renderTypes, valueNames } from "../../../scripts/native_types.ts";

const test = suite("native types");

const NOTES = parseNotes(
  [
    { kind: "struct", name: "Server", js_doc: "/** A server. */\n", def: "" },
    { kind: "impl", name: "Server", js_doc: "", def: "/** Its port. */\nget port(): number" },
    { kind: "impl", name: "Other", js_doc: "", def: "nobody(): void" },
    { kind: "fn", name: "cpus", js_doc: "", def: "function cpus(): number" },
    { kind: "interface", name: "Limits", js_doc: "", def: "slots: number" },
  ].map((note) => JSON.stringify(note)).join("\n"),
);

test("renderTypes() puts the members of a class into it", () => {
  const body = "export declare class Server {\n/** Its port. */\nget port(): number\n}";
  assert.match(renderTypes(NOTES), `/** A server. */\n${body}`);
});

test("renderTypes() does not depend on the order of compilation", () => {
  assert.is(renderTypes(NOTES.toReversed()), renderTypes(NOTES));
});

test("renderTypes() refuses a kind it has no rule for", () => {
  const note = { kind: "enum", name: "Mode", js_doc: "", def: "" };
  assert.throws(() => renderTypes([note]), 'No rule to render "Mode", which is of kind "enum"');
});

test("valueNames() leaves out what exists in types only", () => {
  assert.equal(valueNames(NOTES), ["Server", "cpus"]);
});

test.run();
