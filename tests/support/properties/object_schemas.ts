/**
 * Schemas of objects, and of choices between tagged ones.
 *
 * @module
 */
import fc from "fast-check";
import * as z from "zod";
import type { SchemaCase } from "./schema_case.ts";

/** Names of fields; some are those of what every object inherits. */
const NAMES = ["id", "name", "tags", "a.b", "constructor", "toString", "é"] as const;

type Cases = fc.Arbitrary<SchemaCase>;

type Shape = Record<string, z.ZodType>;
type Fields = readonly (readonly [name: string, field: SchemaCase])[];

const MODES = {
  strip: (shape: Shape) => z.object(shape),
  strict: (shape: Shape) => z.strictObject(shape),
  loose: (shape: Shape) => z.looseObject(shape),
  catchall: (shape: Shape) => z.object(shape).catchall(z.int()),
  refined: (shape: Shape) =>
    z.object(shape).refine((value) => Object.keys(value).length !== 2, { path: ["sum", 0] }),
};

function fieldsOf(any: Cases): fc.Arbitrary<Fields> {
  // A schema of anything takes what every object inherits, and JSON has no functions.
  const field = fc.tuple(fc.constantFrom(...NAMES), any)
    .filter(([name, { isOpaque }]) => !isOpaque || !(name in Object.prototype));
  return fc.uniqueArray(field, { selector: ([name]) => name, maxLength: 4 });
}

/** An object of any mode. */
export function objectOf(any: Cases): Cases {
  const mode = fc.constantFrom("strip", "strip", "strip", "strict", "loose", "catchall", "refined");
  return fc.tuple(fieldsOf(any), mode as fc.Arbitrary<keyof typeof MODES>).map((
    [fields, mode],
  ) => ({
    schema: MODES[mode](shapeOf(fields)),
    values: valuesOf(fields),
    isOpaque: mode === "loose" || mode === "catchall" || fields.some(([, field]) => field.isOpaque),
    text: `${mode}{ ${fields.map(([name, { text }]) => `${name}: ${text}`).join(", ")} }`,
  }));
}

function shapeOf(fields: Fields): Shape {
  return Object.fromEntries(fields.map(([name, { schema }]) => [name, schema]));
}

function valuesOf(fields: Fields): fc.Arbitrary<Record<string, unknown>> {
  const members = Object.fromEntries(fields.map(([name, { values }]) => [name, values]));
  const required = fields.filter(([, { schema }]) => schema._zod.optin === undefined);
  return fc.record(members, { requiredKeys: required.map(([name]) => name) });
}

/** A choice between two objects by a tag. */
export function taggedOf(any: Cases): Cases {
  const option = (kind: string, fields: Fields) => {
    const others = fields.filter(([name]) => name !== "kind");
    return { ...shapeOf(others), kind: z.literal(kind) };
  };
  return fc.tuple(fieldsOf(any), fieldsOf(any)).map(([cat, dog]) => ({
    schema: z.discriminatedUnion("kind", [
      z.object(option("cat", cat)),
      z.strictObject(option("dog", dog)),
    ]),
    values: fc.oneof(
      valuesOf(cat).map((value) => ({ ...value, kind: "cat" })),
      valuesOf(dog).map((value) => ({ kind: "dog", ...value })),
    ),
    isOpaque: [...cat, ...dog].some(([, { isOpaque }]) => isOpaque),
    text: `discriminatedUnion(cat ${textOf(cat)}, strict dog ${textOf(dog)})`,
  }));
}

function textOf(fields: Fields): string {
  return `{ ${fields.map(([name, { text }]) => `${name}: ${text}`).join(", ")} }`;
}
