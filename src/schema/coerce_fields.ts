import { BareRecord } from "../http/record.ts";
import type { Leaf } from "./leaf.ts";

/** What arrived under names: text, the texts of a repeated name, files of a form. */
export type RawRecord = Readonly<Record<string, unknown>>;

/**
 * Makes values of what arrived under names. It gives a fresh record without a prototype, with every
 * name there was; the input is not changed.
 */
export type Coerce = (record: RawRecord) => Record<string, unknown>;

/** One way to read a record, and whether what comes of it will do. */
export interface RecordReading {
  /** Null where the record stays as it is. */
  readonly coerce: Coerce | null;
  /** Tells whether the schema takes the record that was read. */
  readonly accepts: (record: RawRecord) => boolean;
}

/**
 * Returns what reads each name by its leaf, and all others by `rest`; null where all stay as they
 * are.
 */
export function fieldCoercion(
  leaves: ReadonlyMap<string, Leaf | null>,
  rest: Leaf | null,
): Coerce | null {
  const fields = Array.from(leaves, ([name, leaf]) => ({ name, leaf }));
  const coerced = fields.filter((field): field is Field => field.leaf !== null);
  if (rest !== null) return (record) => withRest(copyOf(record), leaves, rest);
  if (coerced.length === 0) return null;
  return (record) => withFields(copyOf(record), coerced);
}

/** Returns what reads a record in the first way that will do; null where all leave it as it is. */
export function recordUnion(readings: readonly RecordReading[]): Coerce | null {
  if (readings.every(({ coerce }) => coerce === null)) return null;
  return (record) => {
    let first: Record<string, unknown> | undefined;
    for (const { coerce, accepts } of readings) {
      const read = coerce === null ? copyOf(record) : coerce(record);
      if (accepts(read)) return read;
      first ??= read;
    }
    return first ?? copyOf(record);
  };
}

/** Returns what reads a record by several, one after the other; null where none does anything. */
export function coerceInTurn(coercions: readonly (Coerce | null)[]): Coerce | null {
  const [first, ...others] = coercions.filter((coerce) => coerce !== null);
  if (first === undefined) return null;
  return (record) => others.reduce((read, coerce) => coerce(read), first(record));
}

interface Field {
  readonly name: string;
  readonly leaf: Leaf;
}

function copyOf(record: RawRecord): BareRecord<unknown> {
  const copy = new BareRecord<unknown>();
  for (const name in record) copy[name] = record[name];
  return copy;
}

function withFields(
  record: BareRecord<unknown>,
  fields: readonly Field[],
): BareRecord<unknown> {
  for (const { name, leaf } of fields) {
    const value = record[name];
    if (value !== undefined) record[name] = leaf(value);
  }
  return record;
}

function withRest(
  record: BareRecord<unknown>,
  leaves: ReadonlyMap<string, Leaf | null>,
  rest: Leaf,
): BareRecord<unknown> {
  for (const name in record) {
    const leaf = leaves.has(name) ? leaves.get(name) : rest;
    if (leaf) record[name] = leaf(record[name]);
  }
  return record;
}
