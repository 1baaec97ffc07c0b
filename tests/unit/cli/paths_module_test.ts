import { readFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { writePathsModule } from "../../../src/cli/mod.ts";
import { buildDocument } from "../../../src/openapi/mod.ts";
import { Router } from "../../../src/routing/router.ts";
import { clientApp } from "../../support/client_app.ts";
import { DOCUMENTED_INFO, documentedApp } from "../../support/documented_app.ts";
import { SCHEMA_KINDS, WRAPPERS } from "../../support/schema_kinds.ts";
import { checkTypes } from "../../support/type_check.ts";

const test = suite("cli/paths_module");

/** Every kind but one that throws, which no route takes. */
const { "throwing lazy": _, ...KINDS } = SCHEMA_KINDS;
/** Where ours says more, and why. */
const MORE_EXACT: Readonly<Record<string, string>> = {
  "empty enum": "nothing is in it",
  "enum record": "its names are known",
  file: "a media type does not make it unknown",
  never: "it is never",
  tuple: "what may be missing, and the rest",
};

/** The types that openapi-typescript writes. A default does not make a property required here. */
async function writeTheirs(document: object): Promise<string> {
  const nodes = await openapiTS(JSON.parse(JSON.stringify(document)), {
    defaultNonNullable: false,
    silent: true,
  });
  return astToString(nodes);
}

const COMPARED = `import type * as ours from "./ours.ts";
import type * as theirs from "./theirs.ts";
type Mutual<A, B> = [A] extends [B] ? [B] extends [A] ? true : false : false;
`;

test("the types of every part of a document are those of openapi-typescript", async () => {
  const document = buildDocument(documentedApp().routes, DOCUMENTED_INFO, () => {});
  const parts = ["paths", "webhooks", "operations", "components", "$defs"];
  const { faults } = checkTypes({
    "ours.ts": writePathsModule(document),
    "theirs.ts": await writeTheirs(document),
    "compared.ts": COMPARED +
      parts.map((part) => `export const ${part}: Mutual<ours.${part}, theirs.${part}> = true;\n`)
        .join(""),
  });
  assert.equal(faults, []);
});

test("so are those of a body and an answer of every kind of schema, but for what ours knows better", async () => {
  const app = new Router();
  const names = Object.keys(KINDS);
  for (const [index, name] of names.entries()) {
    const schema = KINDS[name];
    if (schema === undefined) continue;
    app.post(
      `/${index}`,
      { operationId: `kind${index}`, body: schema, response: { 200: schema } },
      () => new Response(),
    );
  }
  const document = buildDocument(app.routes, { title: "Kinds", version: "1" }, () => {});
  const { faults } = checkTypes({
    "ours.ts": writePathsModule(document),
    "theirs.ts": await writeTheirs(document),
    "compared.ts": COMPARED +
      names.map((_, index) =>
        `export const kind${index}: Mutual<ours.operations["kind${index}"], theirs.operations["kind${index}"]> = true;\n`
      ).join(""),
  });
  // What z.json() becomes does not compile there.
  const known = faults.filter((fault) => !fault.includes("theirs.ts"));
  const other = known.map((fault) =>
    names[Number(/compared\.ts\((\d+),/.exec(fault)?.[1]) - 4] ?? fault
  );
  assert.equal(other.sort(), Object.keys(MORE_EXACT).sort());
});

test("the types of every kind of schema in every wrapper compile", () => {
  const app = new Router();
  // A document has one schema for each id.
  const { id: _, ...wrappers } = WRAPPERS;
  for (const [name, wrap] of Object.entries(wrappers)) {
    const scope = new Router();
    for (const [index, schema] of Object.values(KINDS).entries()) {
      const wrapped = wrap(schema);
      scope.post(`/${index}`, { body: wrapped, response: { 200: wrapped } }, () => new Response());
    }
    app.register(scope, { prefix: `/${encodeURIComponent(name)}` });
  }
  const document = buildDocument(app.routes, { title: "Kinds", version: "1" }, () => {});
  assert.equal(checkTypes({ "ours.ts": writePathsModule(document) }).faults, []);
});

test("the same document gives the same text", () => {
  const document = JSON.parse(
    readFileSync(new URL("../../support/golden/library.json", import.meta.url), "utf8"),
  );
  const text = writePathsModule(document);
  assert.is(writePathsModule(JSON.parse(JSON.stringify(document))), text);
  assert.match(text, "Types of Library 1.2.0, written by `spikard types`");
});

test("the types that tests of the client go by are those of their app", () => {
  const file = new URL("../../support/golden/client_paths.ts", import.meta.url);
  assert.is(writePathsModule(clientApp().openapi()), readFileSync(file, "utf8"));
});

test("a document without anything has every type", () => {
  const text = writePathsModule({ openapi: "3.1.1", info: { title: "None */", version: "1" } });
  for (const part of ["paths", "webhooks", "components", "$defs", "operations"]) {
    assert.match(text, `export type ${part} = Record<string, never>;`);
  }
  assert.equal(checkTypes({ "ours.ts": text }).faults, []);
});

test("what no app of ours declares is written too", async () => {
  const json = { "application/json": { schema: { type: "string" } } };
  const document = {
    openapi: "3.1.1",
    info: { title: "Other", version: "1" },
    paths: {
      "/a": {
        parameters: [
          { $ref: "#/components/parameters/Page" },
          { name: "q", in: "query", schema: { type: "string" } },
        ],
        get: {
          parameters: [{ name: "q", in: "query", required: true, schema: { type: "number" } }],
          responses: { 200: { $ref: "#/components/responses/Ok" }, default: { description: "" } },
        },
        put: { requestBody: { $ref: "#/components/requestBodies/Text" }, responses: {} },
        trace: { responses: { "2XX": { description: "", content: { "image/*": {} } } } },
      },
    },
    webhooks: {
      ping: { post: { requestBody: { content: {} }, responses: { 204: { description: "" } } } },
    },
    components: {
      parameters: { Page: { name: "page", in: "query", schema: { type: "integer" } } },
      responses: {
        Ok: {
          description: "Fine",
          headers: {
            "x-a": { required: true, schema: { type: "string" } },
            "x-b": { $ref: "#/components/headers/B" },
          },
          content: json,
        },
      },
      requestBodies: { Text: { required: true, content: json } },
      headers: { B: { required: true, schema: { type: "number" } } },
    },
  };
  const { faults } = checkTypes({
    "ours.ts": writePathsModule(document),
    "theirs.ts": await writeTheirs(document),
    "compared.ts": COMPARED +
      ["paths", "webhooks", "components"].map((part) =>
        `export const ${part}: Mutual<ours.${part}, theirs.${part}> = true;\n`
      ).join(""),
  });
  assert.equal(faults, []);
});

test("openapi-fetch takes the types, and so does createClient()", () => {
  const document = buildDocument(documentedApp().routes, DOCUMENTED_INFO, () => {});
  const calls = (verb: (name: string) => string) => `
const found = await api.${
    verb("get")
  }("/books/{isbn}", { params: { path: { isbn: "9780000000000" } } });
export const title: string | undefined = found.data?.book.title;
const saved = await api.${verb("put")}("/categories/{path}", {
  params: { path: { path: "a" } },
  body: { label: "#a", children: [{ label: "#b", children: [] }] },
});
// @ts-expect-error there is no such path
await api.${verb("get")}("/book");
// @ts-expect-error the parameter is needed
await api.${verb("get")}("/books/{isbn}");
// @ts-expect-error the body has another type
await api.${
    verb("put")
  }("/categories/{path}", { params: { path: { path: "a" } }, body: { label: 1 } });
export const status: number | undefined = saved.error?.status;
`;
  const { faults } = checkTypes({
    "ours.ts": writePathsModule(document),
    "theirs.ts": `import createClient from "openapi-fetch";
import type { paths } from "./ours.ts";
const api = createClient<paths>({ baseUrl: "https://example.com" });
${calls((name) => name.toUpperCase())}`,
    "own.ts": `import { createClient } from "../../src/client/mod.ts";
import type { paths } from "./ours.ts";
const api = createClient<paths>({ baseUrl: "https://example.com" });
${calls((name) => name)}`,
  });
  assert.equal(faults, []);
});

test.run();
