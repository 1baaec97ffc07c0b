import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { buildDocument, type OpenApiDocument } from "../../../src/openapi/mod.ts";
import { faultsOf } from "../../support/document_faults.ts";
import { DOCUMENTED_INFO, documentedApp } from "../../support/documented_app.ts";

const test = suite("buildDocument()");

const GOLDEN = new URL("../../support/golden/library.json", import.meta.url);

function build(): { document: OpenApiDocument; warnings: string[] } {
  const warnings: string[] = [];
  const document = buildDocument(
    documentedApp().routes,
    DOCUMENTED_INFO,
    (message) => warnings.push(message),
  );
  return { document, warnings };
}

test("says of the library what its golden document says", () => {
  assert.equal(build().document, JSON.parse(readFileSync(GOLDEN, "utf8")));
});

test("keeps the order of keys from one time to the next", () => {
  assert.is(JSON.stringify(build().document), JSON.stringify(build().document));
});

test("warns of what it leaves out and leaves open, and of nothing else", () => {
  const open = 'Say what is sent there, with Zod by .meta({ type: "string" })';
  assert.equal(build().warnings, [
    "QUERY /books is not in the OpenAPI document, because OpenAPI 3.1 has no place for QUERY: " +
    "offer POST as well, or set hidden: true",
    'The OpenAPI document leaves "properties.note" in the response 201 of POST /books (Books.add) ' +
    `open: Transforms cannot be represented in JSON Schema. ${open}`,
    "The OpenAPI document leaves the body of POST /search open: " +
    'The "date" schema cannot be converted to JSON Schema. No request holds one: with Zod, read ' +
    'it by z.coerce.date(), or say what is sent by .meta({ type: "string" })',
    "The OpenAPI document leaves the body of POST /search/bare open: the valibot schema has no " +
    "JSON Schema: pass toStandardJsonSchema(schema) of @valibot/to-json-schema",
  ]);
});

test("passes the schema of OpenAPI 3.1", async () => {
  const result = await new Validator().validate({ ...build().document });
  assert.ok(result.valid, JSON.stringify(result));
});

test("has no pattern, example, reference or requirement that does not hold", () => {
  assert.equal(faultsOf(build().document), []);
});

test("would be told of each of those faults", () => {
  const text = JSON.stringify(build().document);
  const broken = (from: string, to: string) => {
    assert.ok(text.includes(from), from);
    return faultsOf(JSON.parse(text.replace(from, to))).join("\n");
  };
  assert.match(broken('"pattern":"^97[89]', '"pattern":"[\\\\w-.]'), "Invalid regular expression");
  assert.match(broken('"name":"Ursula', '"nome":"Ursula'), "is no example");
  assert.match(broken("schemas/Book", "schemas/Boot"), "dangling");
  assert.match(broken('"key":["write"]', '"kez":["write"]'), "asks for kez");
  assert.match(broken('"minLength":13', '"minLength":-1'), "must be >= 0");
  assert.match(broken("/books/{isbn}", "/books/{number}"), "not number");
});

test("says as little as an empty app does", () => {
  const document = buildDocument([], { title: "Nothing", version: "0.0.0" }, assert.unreachable);
  assert.equal(document, {
    openapi: "3.1.1",
    info: { title: "Nothing", version: "0.0.0" },
    paths: {},
  });
});

test.run();
