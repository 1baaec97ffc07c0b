/**
 * Schemas of one name in a query, a path, headers or cookies, each with how its text is read.
 *
 * @module
 */
import fc from "fast-check";
import * as z from "zod";
import {
  asBigint,
  asBoolean,
  asFirst,
  asInteger,
  asList,
  asMember,
  asNumber,
  asText,
  type Read,
} from "./coercion_model.ts";

/** A schema, and what its text becomes before it. */
export interface FieldCase {
  readonly text: string;
  readonly schema: z.ZodType;
  readonly read: Read;
}

function field(text: string, schema: z.ZodType, read: Read): FieldCase {
  return { text, schema, read };
}

const Level = { Low: 1, High: 2 } as const;

const SCALARS: readonly FieldCase[] = [
  field("string", z.string(), asText),
  field("string.min(2)", z.string().min(2), asText),
  field("string.max(3)", z.string().max(3), asText),
  field("uuid", z.uuid(), asText),
  field("iso.date", z.iso.date(), asText),
  field("iso.datetime", z.iso.datetime(), asText),
  field("number", z.number(), asNumber),
  field("number.min(1)", z.number().min(1).max(1_000), asNumber),
  field("number.multipleOf(0.5)", z.number().multipleOf(0.5), asNumber),
  field("float32", z.float32(), asNumber),
  field("int", z.int(), asInteger),
  field("number().int()", z.number().int(), asInteger),
  field("int32.positive", z.int32().positive(), asInteger),
  field("bigint", z.bigint(), asBigint),
  field("boolean", z.boolean(), asBoolean),
  field("null", z.null(), asText),
  field('literal("red")', z.literal("red"), asText),
  field("literal(1)", z.literal(1), asMember([1])),
  field("literal([1, 2, 3])", z.literal([1, 2, 3]), asMember([1, 2, 3])),
  field('literal(["1", 2, true])', z.literal(["1", 2, true]), asMember(["1", 2, true])),
  field("literal(false)", z.literal(false), asMember([false])),
  field("enum of text", z.enum(["red", "green", "1"]), asText),
  field("enum of numbers", z.enum(Level), asMember([1, 2])),
  field("templateLiteral", z.templateLiteral(["id-", z.int()]), asText),
  field("date", z.date(), asText),
];

/** These get the text, whatever they make of it. */
const OPAQUE: readonly FieldCase[] = [
  field("coerce.number", z.coerce.number(), asText),
  field("coerce.boolean", z.coerce.boolean(), asText),
  field("coerce.date", z.coerce.date(), asText),
  field("coerce.string", z.coerce.string(), asText),
  field("stringbool", z.stringbool(), asText),
  field("preprocess(Number, int)", z.preprocess(Number, z.int()), asText),
  field("string.transform.pipe(int)", z.string().transform(Number).pipe(z.int()), asText),
  field("any", z.any(), asText),
  field("unknown", z.unknown(), asText),
  field("refine async", z.string().refine((text) => Promise.resolve(text.length < 4)), asText),
];

const scalar: fc.Arbitrary<FieldCase> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SCALARS) },
  { weight: 1, arbitrary: fc.constantFrom(...OPAQUE) },
);

const WRAPPERS: readonly ((inner: FieldCase) => FieldCase)[] = [
  ({ text, schema, read }) => field(`${text}.optional`, schema.optional(), read),
  ({ text, schema, read }) => field(`${text}.nullable`, schema.nullable(), read),
  ({ text, schema, read }) => field(`${text}.default(7)`, schema.default(7 as never), read),
  ({ text, schema, read }) => field(`${text}.catch(7)`, schema.catch(7 as never), read),
  ({ text, schema, read }) => field(`${text}.readonly`, schema.readonly(), read),
  ({ text, schema, read }) => field(`${text}.refine`, schema.refine((value) => value !== 3), read),
  ({ text, schema, read }) => field(`lazy(${text})`, z.lazy(() => schema), read),
  ({ text, schema, read }) => field(`${text}.transform`, schema.transform((of) => ({ of })), read),
  ({ text, schema, read }) => field(`${text}.pipe(unknown)`, schema.pipe(z.unknown()), read),
];

const wrapped: fc.Arbitrary<FieldCase> = fc.tuple(scalar, fc.constantFrom(...WRAPPERS))
  .map(([inner, wrap]) => wrap(inner));

const plain: fc.Arbitrary<FieldCase> = fc.constantFrom(...SCALARS);

const choice: fc.Arbitrary<FieldCase> = fc.array(plain, { minLength: 2, maxLength: 3 })
  .map((options) => {
    const reads = options.map(({ schema, read }) => ({
      read,
      takes: (value: unknown) => schema.safeParse(value).success,
    }));
    const text = `union(${options.map((option) => option.text).join(", ")})`;
    return field(text, z.union(options.map(({ schema }) => schema)), asFirst(reads));
  });

/** One value under a name. */
export const scalarField: fc.Arbitrary<FieldCase> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 4, arbitrary: wrapped },
  { weight: 2, arbitrary: choice },
);

const list: fc.Arbitrary<FieldCase> = fc.tuple(plain, fc.nat(2)).map(([item, low]) =>
  field(`array(${item.text}).min(${low})`, z.array(item.schema).min(low), asList(item.read))
);

const pair: fc.Arbitrary<FieldCase> = fc.tuple(plain, plain).map(([first, second]) => {
  const read: Read = (raw) =>
    (typeof raw === "string" ? [raw] : raw).map((one, at) =>
      at === 0 ? first.read(one) : at === 1 ? second.read(one) : one
    );
  return field(
    `tuple(${first.text}, ${second.text})`,
    z.tuple([first.schema, second.schema]),
    read,
  );
});

/** One value or several under a name. */
export const anyField: fc.Arbitrary<FieldCase> = fc.oneof(
  { weight: 6, arbitrary: scalarField },
  { weight: 2, arbitrary: list },
  { weight: 1, arbitrary: pair },
  {
    weight: 1,
    arbitrary: fc.tuple(list, fc.constantFrom(...WRAPPERS)).map(([of, wrap]) => wrap(of)),
  },
);
