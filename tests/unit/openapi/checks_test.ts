import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { suite } from "uvu";
import * as v from "valibot";
import { z } from "zod";
import { checkDescription } from "../../../src/openapi/mod.ts";
import { Router } from "../../../src/routing/router.ts";
import type { AnySchema } from "../../../src/schema/standard_schema.ts";
import { expectThrow } from "../../support/errors.ts";

const test = suite("checkDescription()");

const check = (app: Router) => () =>
  checkDescription(app.routes, { title: "T", version: "1", securitySchemes: {} });

/** A route for each body. */
function withBodies(...bodies: readonly AnySchema[]): Router {
  const app = new Router();
  bodies.forEach((body, index) => app.post(`/${index}`, { body }, () => ""));
  return app;
}

test("refuses one operationId for two routes", () => {
  const app = new Router().get("/a", { operationId: "one" }, () => "")
    .get("/b", { operationId: "one" }, () => "");
  expectThrow(check(app), { code: "SPK_DUPLICATE_OPERATION", says: ["GET /a", "GET /b"] });
});

test("refuses a security scheme that nobody declared, with the cure", () => {
  const app = new Router().get("/a", { security: [{ bearer: [] }] }, () => "");
  expectThrow(check(app), {
    code: "SPK_UNKNOWN_SECURITY",
    says: ["GET /a", '"bearer"', 'add it to "securitySchemes" of the option "openapi"'],
  });
});

const named = (shape: z.ZodRawShape) => z.object(shape).meta({ id: "Checked" });
const One = named({ a: z.string() });
const Other = named({ b: z.int() });
const Raw = v.pipe(v.object({ c: v.string() }), v.metadata({ id: "Checked" }));
const Valibot = toStandardJsonSchema(Raw);

const RIVALS: readonly (readonly [string, readonly AnySchema[]])[] = [
  ["of two routes", [One, Other]],
  ["deep in others", [z.object({ list: z.array(One) }), z.lazy(() => Other.optional())]],
  ["in one", [z.object({ One, Other })]],
  ["of another library", [One, Valibot]],
];

for (const [name, bodies] of RIVALS) {
  test(`refuses one id for two schemas ${name}`, () => {
    expectThrow(check(withBodies(...bodies)), {
      code: "SPK_DUPLICATE_SCHEMA",
      says: ['The id "Checked" stands for two schemas', "POST /0"],
    });
  });
}

test("takes an id that several uses of one schema share, or two that say the same", () => {
  check(withBodies(One, z.object({ One }), named({ a: z.string() })))();
  check(withBodies(Valibot, toStandardJsonSchema(v.object({ Raw }))))();
});

test.run();
