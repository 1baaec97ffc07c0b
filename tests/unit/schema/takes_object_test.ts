import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as v from "valibot";
import { z } from "zod";
import type { AnySchema } from "../../../src/schema/standard_schema.ts";
import { takesObject } from "../../../src/schema/takes_object.ts";

const test = suite("schema/takes_object");

const O = z.object({});
const TAKEN: readonly (readonly [string, AnySchema])[] = [
  ["an object", O],
  ["a record", z.record(z.string(), z.string())],
  ["anything", z.any()],
  ["what a refinement judges", z.custom(() => true)],
  ["an optional object", O.optional()],
  ["a union with an object", z.union([z.string(), O])],
  ["an intersection", O.and(z.looseObject({}))],
  ["the input of a pipe", O.transform(String).pipe(z.string())],
  ["what is transformed first", z.preprocess(() => "text", z.string())],
  ["what catches", z.string().catch("none")],
  ["what coerces", z.coerce.string()],
  ["a lazy object", z.lazy(() => O)],
  ["an object of ArkType", type({ a: "string" })],
  ["a union of ArkType", type({ a: "string" }).or("string")],
  ["an object of Valibot", toStandardJsonSchema(v.object({}))],
  ["a schema of Valibot that tells nothing", v.string()],
];
const REFUSED: readonly (readonly [string, AnySchema])[] = [
  ["text", z.string()],
  ["a date", z.date().optional()],
  ["a list", z.array(O)],
  ["a tuple", z.tuple([O])],
  ["an enum", z.enum(["a"]).default("a")],
  ["nothing", z.never()],
  ["a file", z.file()],
  ["a union of leaves", z.union([z.string(), z.int()])],
  ["an intersection with text", z.string().and(O)],
  ["the input of a pipe", z.string().transform(() => ({}))],
  ["a lazy text", z.lazy(() => z.string())],
  ["text of ArkType", type("string")],
  ["literals of ArkType", type("'a' | 'b'")],
  ["text of Valibot", toStandardJsonSchema(v.string())],
  ["a union of Valibot", toStandardJsonSchema(v.union([v.string(), v.number()]))],
];

for (const [name, schema] of TAKEN) {
  test(`${name} may take an object`, () => assert.is(takesObject(schema), true));
}
for (const [name, schema] of REFUSED) {
  test(`${name} takes none`, () => assert.is(takesObject(schema), false));
}

test("a schema that stands for itself may take one", () => {
  const itself: z.ZodType = z.lazy(() => itself);
  assert.is(takesObject(itself), true);
});

test.run();
