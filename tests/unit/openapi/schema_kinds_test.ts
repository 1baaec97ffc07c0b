import { suite } from "uvu";
import * as assert from "uvu/assert";
import { buildDocument } from "../../../src/openapi/mod.ts";
import type { RouteMetadata } from "../../../src/routing/metadata.ts";
import { NO_SCHEMAS } from "../../../src/routing/schemas.ts";
import type { AnySchema } from "../../../src/schema/standard_schema.ts";
import { faultsOf } from "../../support/document_faults.ts";
import { SCHEMA_KINDS, WRAPPERS } from "../../support/schema_kinds.ts";

const test = suite("schema kinds");

/** Uses a schema wherever a route has one; no check of registration stands before it. */
function routeOf(schema: AnySchema, name: string): RouteMetadata {
  const inputs = { params: [schema], query: [schema], headers: [schema], cookies: [schema] };
  const path = `/${encodeURIComponent(name)}/:of`;
  return {
    ...{ method: "POST", path, name, tags: [], source: `POST ${path}` },
    schemas: { ...NO_SCHEMAS, ...inputs, body: schema, response: { 200: schema, 404: schema } },
    accepts: ["application/json"],
    operation: {},
  };
}

/** A default or an example that its schema refuses is the fault of who wrote it. */
function isOurs(fault: string): boolean {
  return !fault.includes(" is no example: ");
}

for (const [kind, schema] of Object.entries(SCHEMA_KINDS)) {
  test(`a schema of the kind "${kind}" gives a valid document, however it is wrapped`, () => {
    const routes = Object.entries(WRAPPERS).map(([name, wrap]) => routeOf(wrap(schema), name));
    const warnings: string[] = [];
    const warn = (message: string) => warnings.push(message);
    const document = buildDocument(routes, { title: "Kind", version: "1" }, warn);
    assert.is(Object.keys(document.paths).length, routes.length);
    assert.equal(faultsOf(document).filter(isOurs), []);
    // One for each form of a schema, of whose uses it tells the first.
    assert.ok(warnings.length <= 2 * routes.length, warnings.join("\n"));
  });
}

test.run();
