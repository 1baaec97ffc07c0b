import { suite } from "uvu";
import * as assert from "uvu/assert";
import { formDataOf } from "../../../src/http/form_data.ts";
import { BadRequest } from "../../../src/http/http_errors.ts";
import type { FormPart } from "../../../src/http/streams.ts";

const test = suite("http/form_data");

function part(name: string, body: string, rest: Partial<FormPart> = {}): FormPart {
  const bytes = new TextEncoder().encode(body);
  return { name, fileName: undefined, contentType: "", body: bytes, ...rest };
}

test("formDataOf() gives fields as text, in the order of the wire", () => {
  const form = formDataOf([part("b", "é€😀"), part("a", ""), part("b", "\ufeffmark")]);
  assert.equal([...form], [["b", "é€😀"], ["a", ""], ["b", "\ufeffmark"]]);
});

test("formDataOf() gives a part with a file name as a File", async () => {
  const parts = [part("doc", "a,b", { fileName: 'a "é".csv', contentType: "text/csv" })];
  const file = formDataOf(parts).get("doc") as File;
  assert.instance(file, File);
  assert.is(file.name, 'a "é".csv');
  assert.is(file.type, "text/csv");
  assert.is(await file.text(), "a,b");
});

test("formDataOf() takes a File without a type for text (RFC 7578 section 4.4)", () => {
  const file = formDataOf([part("doc", "x", { fileName: "x" })]).get("doc") as File;
  assert.match(file.type, /^text\/plain/);
});

test("formDataOf() keeps an empty File input, which has no name", () => {
  const file = formDataOf([part("doc", "", { fileName: "" })]).get("doc") as File;
  assert.instance(file, File);
  assert.is(file.size, 0);
});

test("formDataOf() keeps a field named __proto__ a field", () => {
  const form = formDataOf([part("__proto__", "x")]);
  assert.is(form.get("__proto__"), "x");
});

test("formDataOf() refuses a field that is not UTF-8, and takes a file that is not", () => {
  const body = new Uint8Array([255]);
  assert.throws(
    () => formDataOf([part("a", "", { body })]),
    (thrown: unknown) => thrown instanceof BadRequest,
  );
  const file = formDataOf([part("a", "", { body, fileName: "a" })]).get("a") as File;
  assert.is(file.size, 1);
});

test.run();
