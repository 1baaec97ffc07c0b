/**
 * Routes with a schema for each part that arrives as text, and requests to them.
 *
 * @module
 */
import fc from "fast-check";
import * as z from "zod";
import { asInteger, type Raw, type Read } from "./coercion_model.ts";
import { anyField, type FieldCase, scalarField } from "./field_case.ts";
import { rawText } from "./raw_texts.ts";

/** A schema of a part, by name. */
export interface PartCase {
  readonly schema: z.ZodType;
  readonly fields: Readonly<Record<string, FieldCase>>;
  /** How names are read that the schema does not have. */
  readonly rest: Read | undefined;
}

/** A route's schemas. */
export interface TextCase {
  readonly text: string;
  readonly params: PartCase;
  readonly query: PartCase;
  readonly headers: PartCase;
  readonly cookies: PartCase;
}

/** What is sent in one request. */
export interface TextRequest {
  readonly params: Readonly<Record<string, string>>;
  /** In wire order; a name may stand more than once. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
}

type Names = readonly [string, ...string[]];

const PARAMS = ["first", "second"] as const;
const QUERY: Names = ["id", "page", "tags", "constructor", "a.b", "é"];
const HEADERS: Names = ["x-level", "x-flag", "valueof"];
const COOKIES: Names = ["session", "beta", "constructor"];
const STRAYS: Names = ["__proto__", "constructor", "toString", "extra", "", "$ref"];

const MODES = {
  strip: (fields: Record<string, z.ZodType>) => z.object(fields),
  strict: (fields: Record<string, z.ZodType>) => z.strictObject(fields),
  loose: (fields: Record<string, z.ZodType>) => z.looseObject(fields),
  catchall: (fields: Record<string, z.ZodType>) => z.object(fields).catchall(z.int()),
};

function part(fields: Record<string, FieldCase>, mode: keyof typeof MODES = "strip"): PartCase {
  const entries = Object.entries(fields).map(([name, { schema }]) => [name, schema] as const);
  const schema = MODES[mode](Object.fromEntries(entries));
  return { schema, fields, rest: mode === "catchall" ? asInteger : undefined };
}

function someOf(names: Names, field: fc.Arbitrary<FieldCase>) {
  const entry = fc.tuple(fc.constantFrom(...names), field);
  return fc.uniqueArray(entry, { selector: ([name]) => name, maxLength: 3 })
    .map((entries) => Object.fromEntries(entries));
}

const paramValue = rawText.filter((raw) => !/^\.{0,2}$|[/\\\0]/.test(raw));
const headerValue = rawText.filter((raw) => /^$|^[!-~]([ -~]*[!-~])?$/.test(raw));

/** Schemas for every part that arrives as text. */
export const textCase: fc.Arbitrary<TextCase> = fc.record({
  params: fc.tuple(scalarField, scalarField),
  query: someOf(QUERY, anyField),
  mode: fc.constantFrom("strip", "strip", "strict", "loose", "catchall"),
  headers: someOf(HEADERS, scalarField),
  cookies: someOf(COOKIES, scalarField),
}).map(({ params: [first, second], query, mode, headers, cookies }) => ({
  text: described({ params: { first, second }, [`query (${mode})`]: query, headers, cookies }),
  params: part({ first, second }),
  query: part(query, mode as keyof typeof MODES),
  headers: part(headers),
  cookies: part(cookies),
}));

function described(parts: Record<string, Record<string, FieldCase>>): string {
  const texts = Object.entries(parts).map(([name, fields]) => {
    const list = Object.entries(fields).map(([key, { text }]) => `${key}: ${text}`);
    return `${name} { ${list.join(", ")} }`;
  });
  return texts.join("; ");
}

/** Requests to a route: mostly with the names that its schemas have. */
export function requestsTo({ query, headers, cookies }: TextCase): fc.Arbitrary<TextRequest> {
  const [one, two] = PARAMS;
  const names = Object.keys(query.fields);
  const pair = fc.tuple(fc.constantFrom(...names, ...names, ...names, ...STRAYS), rawText);
  const each = fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), rawText)));
  return fc.record({
    params: fc.record({ [one]: paramValue, [two]: paramValue }) as fc.Arbitrary<
      TextRequest["params"]
    >,
    query: fc.oneof(
      each,
      fc.tuple(each, fc.array(pair, { maxLength: 3 })).map((all) => all.flat()),
      fc.array(pair, { maxLength: 5 }),
    ),
    headers: valuesFor(headers, headerValue),
    cookies: valuesFor(cookies, rawText),
  });
}

function valuesFor(
  { fields }: PartCase,
  value: fc.Arbitrary<string>,
): fc.Arbitrary<Readonly<Record<string, string>>> {
  const members = Object.fromEntries(Object.keys(fields).map((name) => [name, value]));
  const some = fc.subarray(Object.keys(fields)).chain((names) =>
    fc.record(Object.fromEntries(names.map((name) => [name, value])))
  );
  return fc.oneof(fc.record(members), some);
}

/** Returns the record that a schema gets. */
export function coerced({ fields, rest }: PartCase, raw: ReadonlyMap<string, Raw>): object {
  const record: Record<string, unknown> = Object.create(null);
  for (const [name, value] of raw) {
    const read = Object.hasOwn(fields, name) ? fields[name]?.read : rest;
    record[name] = read === undefined ? value : read(value);
  }
  return record;
}

/** Returns what arrives under each name. */
export function rawOf(
  values: TextRequest["query"] | TextRequest["params"],
): ReadonlyMap<string, Raw> {
  const raw = new Map<string, Raw>();
  for (const [name, value] of Array.isArray(values) ? values : Object.entries(values)) {
    const earlier = raw.get(name);
    if (earlier === undefined) raw.set(name, value);
    else raw.set(name, [...(typeof earlier === "string" ? [earlier] : earlier), value]);
  }
  return raw;
}
