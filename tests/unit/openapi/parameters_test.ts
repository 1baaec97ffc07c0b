import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as z from "zod";
import { buildDocument, type ParameterObject } from "../../../src/openapi/mod.ts";
import { Router } from "../../../src/routing/router.ts";
import type { InputSchemas } from "../../../src/routing/schemas.ts";

const test = suite("parameters of a document");

interface Built {
  readonly parameters: readonly ParameterObject[];
  readonly warnings: readonly string[];
}

/** The parameters of GET /a, within a scope. */
function build(own: InputSchemas, scope: InputSchemas = {}): Built {
  const app = new Router().register(new Router(scope).get("/a", own, () => ""));
  const warnings: string[] = [];
  const info = { title: "T", version: "1" };
  const { paths } = buildDocument(app.routes, info, (message) => warnings.push(message));
  return { parameters: paths["/a"]?.get?.parameters ?? [], warnings };
}

/** Schema by name, `!` after those that are required. */
function schemasOf({ parameters }: Built): unknown {
  return Object.fromEntries(
    parameters.map(({ name, required, schema }) => [`${name}${required ? "!" : ""}`, schema]),
  );
}

test("are not required where a schema does without them", () => {
  const query = z.object({
    caught: z.int().catch(5),
    nullable: z.int().catch(5).nullable(),
    piped: z.int().catch(5).transform(String),
    none: z.undefined(),
    needed: z.int(),
  });
  const names = Object.keys(Object(schemasOf(build({ query }))));
  assert.equal(names, ["caught", "nullable", "piped", "none", "needed!"]);
});

test("are the names that a record lists", () => {
  const names = z.enum(["a", "b"]);
  const schema = { type: "integer" };
  assert.equal(schemasOf(build({ query: z.record(names, z.int()) })), {
    "a!": schema,
    "b!": schema,
  });
  const query = z.partialRecord(names.meta({ id: "Names" }), z.int());
  assert.equal(schemasOf(build({ query })), { a: schema, b: schema });
  assert.equal(schemasOf(build({ query: z.record(z.literal("c"), z.int()) })), { "c!": schema });
});

test("of one name have the schema of the route where that of its scope has another type", () => {
  const built = build(
    { query: z.object({ a: z.string().optional(), b: z.int().max(9), c: z.int() }) },
    { query: z.object({ a: z.int(), b: z.number().min(1), c: z.int() }) },
  );
  assert.equal(schemasOf(built), {
    "a!": { type: "string" },
    "b!": { allOf: [{ type: "number", minimum: 1 }, { type: "integer", maximum: 9 }] },
    "c!": { type: "integer" },
  });
});

test("of a query that no request can have are told with their cure", () => {
  const inner = z.object({ min: z.int() });
  const query = z.object({ of: inner.meta({ id: "Range" }), list: z.array(inner).optional() });
  const cure = "name its members one by one, or read text and parse it";
  assert.equal(build({ query }).warnings, [
    `"of" in the query of GET /a is an object, and no query holds one: ${cure}`,
    `"list" in the query of GET /a is a list of objects, and no query holds one: ${cure}`,
  ]);
  const usual = z.object({ a: z.union([z.string(), inner]), b: z.array(z.int()), c: z.any() });
  assert.equal(build({ query: usual }).warnings, []);
});

test("that no text can be are told with how to read them", () => {
  const warnings = (of: z.ZodType) => build({ query: z.object({ of }) }).warnings.join();
  const cure =
    "No request holds one: with Zod, read it by z.coerce.date(), or say what is sent by " +
    '.meta({ type: "string" })';
  assert.match(warnings(z.date()), `"properties.of" in the query of GET /a`);
  assert.ok(warnings(z.date()).endsWith(cure));
  assert.match(warnings(z.set(z.string())), "read it by z.array()");
  assert.match(warnings(z.map(z.string(), z.int())), "read it by z.record()");
  assert.match(
    warnings(z.symbol()),
    'Say what is sent there, with Zod by .meta({ type: "string" })',
  );
  assert.is(warnings(z.coerce.date()), "");
});

test("of headers and cookies have one value, where their schema takes a list too", () => {
  const list = z.array(z.int()).describe("Numbers.");
  const headers = z.object({ "x-a": list, "x-b": z.union([list, z.string()]), "x-c": z.int() });
  const { parameters } = build({ headers, cookies: z.object({ d: list.meta({ id: "List" }) }) });
  const described = { description: "Numbers.", required: true, schema: { type: "integer" } };
  assert.equal(parameters, [
    { name: "x-a", in: "header", ...described },
    {
      name: "x-b",
      in: "header",
      required: true,
      schema: { anyOf: [{ type: "integer", description: "Numbers." }, { type: "string" }] },
    },
    { name: "x-c", in: "header", required: true, schema: { type: "integer" } },
    { name: "d", in: "cookie", ...described },
  ]);
});

test.run();
