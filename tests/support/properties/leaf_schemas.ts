/**
 * Schemas of single values.
 *
 * @module
 */
import fc from "fast-check";
import * as z from "zod";
import { closed, opaque, type SchemaCase } from "./schema_case.ts";

const text = fc.string({ unit: "binary", maxLength: 12 });
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const instant = fc.date({
  min: new Date("1900-01-01"),
  max: new Date("2100-01-01"),
  noInvalidDate: true,
}).map((date) => date.toISOString());
const toText = (value: unknown) => typeof value === "number" ? String(value) : value;
const even = (value: string) => value.length % 2 === 0;

const TEXTS: readonly SchemaCase[] = [
  closed("z.string()", z.string(), text),
  closed("z.email()", z.email(), fc.emailAddress()),
  closed("z.uuid()", z.uuid(), fc.uuid()),
  closed("z.url()", z.url(), fc.webUrl()),
  closed("z.ipv4()", z.ipv4(), fc.ipV4()),
  closed("z.iso.date()", z.iso.date(), instant.map((iso) => iso.slice(0, 10))),
  closed("z.iso.datetime()", z.iso.datetime(), instant),
  closed("z.string().regex(/^[a-z]{1,8}$/)", z.string().regex(/^[a-z]{1,8}$/), word),
  closed("z.string().trim().toUpperCase()", z.string().trim().toUpperCase(), text),
  closed('z.string().startsWith("a")', z.string().startsWith("a"), word.map((w) => `a${w}`)),
  closed("z.string().refine(even)", z.string().refine(even, "Odd"), text),
  closed(
    "z.string().refine(async even)",
    z.string().refine(async (value) => await Promise.resolve(even(value)), "Odd"),
    text,
  ),
  closed("z.templateLiteral", z.templateLiteral(["id-", z.int()]), fc.nat().map((n) => `id-${n}`)),
  closed("z.stringbool()", z.stringbool(), fc.constantFrom("true", "no", "1", "off")),
];

const CHANGING: readonly SchemaCase[] = [
  closed("z.string().transform(length)", z.string().transform(({ length }) => length), text),
  closed(
    "z.string().transform(Number).pipe(z.int())",
    z.string().transform(Number).pipe(z.int()),
    fc.integer().map(String),
  ),
  closed(
    "z.string().transform(async)",
    z.string().transform(async (value) => await Promise.resolve([value])),
    text,
  ),
  closed(
    "z.codec(datetime, date)",
    z.codec(z.iso.datetime(), z.date(), {
      decode: (iso) => new Date(iso),
      encode: (date) => date.toISOString(),
    }),
    instant,
  ),
  closed("z.coerce.number()", z.coerce.number(), fc.oneof(fc.integer(), fc.integer().map(String))),
  closed("z.coerce.date()", z.coerce.date(), instant),
  opaque("z.preprocess(toText, string)", z.preprocess(toText, z.string()), text),
  opaque("z.int().catch(7)", z.int().catch(7), fc.oneof(fc.integer(), text)),
];

const OTHERS: readonly SchemaCase[] = [
  closed("z.number()", z.number(), fc.double({ noNaN: true, noDefaultInfinity: true })),
  closed("z.int()", z.int(), fc.maxSafeInteger()),
  closed("z.int32()", z.int32(), fc.integer()),
  closed("z.number().multipleOf(0.5)", z.number().multipleOf(0.5), fc.integer().map((n) => n / 2)),
  closed("z.int().positive()", z.int().positive(), fc.integer({ min: 1 })),
  closed("z.int().default(7)", z.int().default(7), fc.integer()),
  closed("z.boolean()", z.boolean(), fc.boolean()),
  closed("z.null()", z.null(), fc.constant(null)),
  closed('z.literal("a")', z.literal("a"), fc.constant("a")),
  closed("z.literal([1, true, null])", z.literal([1, true, null]), fc.constantFrom(1, true, null)),
  closed("z.enum", z.enum(["red", "green"]), fc.constantFrom("red", "green")),
  opaque("z.unknown()", z.unknown(), fc.jsonValue({ maxDepth: 2 })),
  opaque("z.any()", z.any(), fc.jsonValue({ maxDepth: 1 })),
  opaque("z.json()", z.json(), fc.jsonValue({ maxDepth: 2 })),
];

const bounds = fc.record({ low: fc.nat(4), size: fc.nat(6) });

const bounded: fc.Arbitrary<SchemaCase> = fc.oneof(
  bounds.map(({ low, size }) =>
    closed(
      `z.string().min(${low}).max(${low + size})`,
      z.string().min(low).max(low + size),
      fc.string({ minLength: low, maxLength: low + size }),
    )
  ),
  bounds.map(({ low, size }) =>
    closed(
      `z.number().gt(${low}).lte(${low + size + 1})`,
      z.number().gt(low).lte(low + size + 1),
      fc.integer({ min: low + 1, max: low + size + 1 }),
    )
  ),
);

/** Any of them. */
export const leafSchema: fc.Arbitrary<SchemaCase> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.constantFrom(...CHANGING) },
  { weight: 4, arbitrary: fc.constantFrom(...OTHERS) },
  { weight: 2, arbitrary: bounded },
);
