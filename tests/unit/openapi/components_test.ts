import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { scope } from "arktype";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as v from "valibot";
import * as z from "zod";
import { buildDocument, type OpenApiDocument } from "../../../src/openapi/mod.ts";
import type { RouteMetadata } from "../../../src/routing/metadata.ts";
import { Router } from "../../../src/routing/router.ts";
import type { AnySchema } from "../../../src/schema/standard_schema.ts";
import { expectThrow } from "../../support/errors.ts";

const test = suite("components of a document");

interface Uses {
  readonly body?: AnySchema;
  readonly response?: AnySchema;
}

/** One route for each, in that order. */
function routesOf(...uses: readonly Uses[]): readonly RouteMetadata[] {
  const app = new Router();
  uses.forEach(({ body, response }, index) =>
    app.post(`/${index}`, {
      ...(body && { body }),
      ...(response && { response: { 200: response } }),
    }, () => new Response())
  );
  return app.routes;
}

function documentOf(...uses: readonly Uses[]): OpenApiDocument {
  return buildDocument(routesOf(...uses), { title: "T", version: "1" }, assert.unreachable);
}

/** Names of the components, without those of the framework. */
function namesOf(document: OpenApiDocument): string[] {
  const names = Object.keys(document.components?.schemas ?? {});
  return names.filter((name) => !["ProblemDetails", "ValidationProblem"].includes(name));
}

function bodyOf(document: OpenApiDocument, path: string): unknown {
  return document.paths[path]?.post?.requestBody?.content["application/json"]?.schema;
}

const Plain = z.object({ a: z.string() }).meta({ id: "Plain" });
const Split = z.object({ a: z.string().default("") }).meta({ id: "Split" });

test("take the id of a schema, wherever it is nested", () => {
  const document = documentOf({ body: z.object({ list: z.array(Plain.optional()) }) });
  assert.equal(namesOf(document), ["Plain"]);
  assert.equal(bodyOf(document, "/0"), {
    type: "object",
    properties: { list: { type: "array", items: { $ref: "#/components/schemas/Plain" } } },
    required: ["list"],
  });
});

test("are one where input and output say the same", () => {
  assert.equal(namesOf(documentOf({ body: Plain, response: Plain })), ["Plain"]);
});

test("are two where they do not, and the input has the longer name", () => {
  const document = documentOf({ body: Split, response: Split });
  assert.equal(namesOf(document).sort(), ["Split", "SplitInput"]);
  assert.equal(bodyOf(document, "/0"), { $ref: "#/components/schemas/SplitInput" });
  assert.equal(document.components?.schemas?.Split?.required, ["a"]);
});

test("keep the plain name where only the input is used", () => {
  assert.equal(namesOf(documentOf({ body: Split })), ["Split"]);
});

test("are two where only what they refer to differs", () => {
  const Outer = z.object({ inner: Split }).meta({ id: "Outer" });
  const names = namesOf(documentOf({ body: Outer, response: Outer }));
  assert.equal(names.sort(), ["Outer", "OuterInput", "Split", "SplitInput"]);
});

test("leave an id alone that another schema's input would have got", () => {
  const Taken = z.object({ b: z.int() }).meta({ id: "SplitInput" });
  const names = namesOf(documentOf({ body: Split, response: Split }, { body: Taken }));
  assert.equal(names.sort(), ["Split", "SplitInput", "SplitInput2"]);
});

test("name a recursive schema without an id for its first use", () => {
  const Tree = z.object({
    get trees() {
      return z.array(Tree);
    },
  });
  const document = documentOf({ body: z.object({ tree: Tree }) }, { body: Tree, response: Tree });
  assert.equal(namesOf(document), ["Post0Body"]);
  assert.equal(bodyOf(document, "/1"), { $ref: "#/components/schemas/Post0Body" });
});

test("tell two recursive schemas of one shape and other leaves apart", () => {
  const list = (value: AnySchema & z.ZodType) => {
    const List = z.object({
      value,
      get next() {
        return List.optional();
      },
    });
    return List;
  };
  const document = documentOf({ body: list(z.int()) }, { body: list(z.string()) });
  assert.equal(namesOf(document), ["Post0Body", "Post1Body"]);
});

test("share a name where two libraries, or two schemas, say the same", () => {
  const make = () => z.object({ a: z.string() }).meta({ id: "Same" });
  assert.equal(namesOf(documentOf({ body: make() }, { body: make() })), ["Same"]);
});

test("refuse one id for two schemas, naming both places", () => {
  const Other = z.object({ b: z.int() }).meta({ id: "Plain" });
  expectThrow(() => documentOf({ body: Plain }, { response: Other }), {
    code: "SPK_DUPLICATE_SCHEMA",
    says: [
      'The id "Plain" stands for two schemas, in the body of POST /0 and in the response 200 of ' +
      "POST /1: rename one, or use one schema",
    ],
  });
});

test("refuse one id for two schemas within a third", () => {
  const Other = z.object({ b: z.int() }).meta({ id: "Plain" });
  expectThrow(() => documentOf({ body: z.object({ Plain, Other }) }), {
    code: "SPK_DUPLICATE_SCHEMA",
    says: ['"Plain" stands for two schemas, in the body of POST /0 twice'],
  });
});

test("refuse two ids that OpenAPI cannot tell apart, as they are written", () => {
  const named = (id: string, shape: z.ZodRawShape) => z.object(shape).meta({ id });
  const routes = [{ body: named("A B", { a: z.int() }) }, { body: named("A_B", { b: z.int() }) }];
  expectThrow(() => documentOf(...routes), {
    code: "SPK_DUPLICATE_SCHEMA",
    says: ['The ids "A B" and "A_B" are the same in OpenAPI', '"_" and "-" is "_"', "rename one"],
  });
});

test("that many schemas use are still one, and each of them is looked at", () => {
  const uses = Array.from({ length: 20 }, (_, index) => z.object({ [`of${index}`]: Plain }));
  const routes = uses.map((body) => ({ body }));
  assert.equal(namesOf(documentOf(...routes)), ["Plain"]);
  const Other = z.object({ b: z.int() }).meta({ id: "Plain" });
  expectThrow(() => documentOf(...routes, { body: z.array(Other) }), {
    code: "SPK_DUPLICATE_SCHEMA",
    says: ["in the body of POST /0 and in the body of POST /20"],
  });
});

test("have names that OpenAPI allows", () => {
  const Odd = z.object({ a: z.string() }).meta({ id: "a b/ü" });
  const document = documentOf({ body: Odd });
  assert.equal(bodyOf(document, "/0"), { $ref: "#/components/schemas/a_b__" });
  assert.equal(namesOf(document), ["a_b__"]);
});

test("give way to an id of the program that the framework uses as well", () => {
  const Own = z.object({ own: z.string() }).meta({ id: "ProblemDetails" });
  const { components } = documentOf({ body: Own });
  assert.equal(Object.keys(components?.schemas ?? {}), [
    "ProblemDetails",
    "ProblemDetails2",
    "ValidationProblem",
  ]);
  assert.equal(components?.schemas?.ProblemDetails?.required, ["own"]);
});

test("take the id of Valibot's metadata, and no key that Valibot makes up", () => {
  const Named = v.pipe(v.object({ a: v.string() }), v.metadata({ id: "Named" }));
  interface Node {
    nodes: Node[];
  }
  const Node: v.GenericSchema<Node> = v.object({ nodes: v.array(v.lazy(() => Node)) });
  const document = documentOf(
    { body: toStandardJsonSchema(v.object({ named: Named })) },
    { body: toStandardJsonSchema(Node) },
  );
  assert.equal(namesOf(document), ["Named", "Post1Body"]);
});

test("take recursive types of ArkType", () => {
  const { tree } = scope({ tree: { label: "string", "trees?": "tree[]" } }).export();
  const document = documentOf({ body: tree });
  assert.equal(bodyOf(document, "/0"), { $ref: "#/components/schemas/Post0Body" });
  assert.equal(namesOf(document), ["Post0Body", "Post0Body2"]);
});

test.run();
