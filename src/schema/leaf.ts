/**
 * What makes a value of the text that one name of a query, a form, a path, the headers or the cookies
 * arrived as.
 *
 * @module
 */

/**
 * Reads what one name arrived as: a text, the list of texts of a repeated name, or a File. Whatever
 * it cannot read stays as it is, so that the schema refuses it.
 */
export type Leaf = (value: unknown) => unknown;

/** One way to read a value, and whether what comes of it will do. */
export interface Reading {
  /** Null where the value stays as it is. */
  readonly leaf: Leaf | null;
  /** Tells whether the schema takes the value that was read. */
  readonly accepts: (value: unknown) => boolean;
}

/** The numbers of JSON (RFC 8259 section 6). */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const EXPONENT = /[eE]/;
const DIGITS = /^-?(?:0|[1-9]\d*)$/;

/** Longest text that is read as a bigint: reading takes the square of its length. */
const MAX_DIGITS = 1_000;

/**
 * Reads a number as `JSON.parse` would. Text stays text where its number is infinite (`1e400`), or is
 * over 2^53 - 1 and reads back as another: `9007199254740993` must not become the id before it.
 */
export function numberLeaf(value: unknown): unknown {
  if (typeof value !== "string" || !NUMBER.test(value)) return value;
  const number = Number(value);
  return isFaithful(number, value) ? number : value;
}

function isFaithful(number: number, text: string): boolean {
  if (number <= Number.MAX_SAFE_INTEGER && number >= Number.MIN_SAFE_INTEGER) return true;
  return Number.isFinite(number) && (EXPONENT.test(text) || String(number) === text);
}

/** Reads a number for a schema that itself refuses integers over 2^53 - 1, and says it better. */
export function safeIntegerLeaf(value: unknown): unknown {
  if (typeof value !== "string" || !NUMBER.test(value)) return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

/** Reads exactly `true`, `false`, `1` and `0`. */
export function booleanLeaf(value: unknown): unknown {
  if (value === "true" || value === "1") return true;
  return value === "false" || value === "0" ? false : value;
}

/** Reads an integer of at most 1,000 characters. */
export function bigintLeaf(value: unknown): unknown {
  if (typeof value !== "string" || value.length > MAX_DIGITS) return value;
  return DIGITS.test(value) ? BigInt(value) : value;
}

/** Reads what is one of some members, which may be of several types; null where text will do. */
export function memberLeaf(members: ReadonlySet<unknown>): Leaf | null {
  const types = new Set(Array.from(members, (member) => typeof member));
  const leaves: Leaf[] = [];
  if (types.has("number")) leaves.push(numberLeaf);
  if (types.has("boolean")) leaves.push(booleanLeaf);
  if (types.has("bigint")) leaves.push(bigintLeaf);
  if (leaves.length === 0) return null;
  return (value) => {
    if (members.has(value)) return value;
    for (const leaf of leaves) {
      const read = leaf(value);
      if (members.has(read)) return read;
    }
    return value;
  };
}

/** Reads a list; one value is a list of one. Without a leaf the entries stay as they are. */
export function listLeaf(item: Leaf | null): Leaf {
  return (value) => item === null ? listOf(value) : listOf(value).map((entry) => item(entry));
}

/** Reads a list with a leaf for each of its first places, and one for the places after them. */
export function tupleLeaf(items: readonly (Leaf | null)[], rest: Leaf | null): Leaf {
  if (items.length === 0) return listLeaf(rest);
  return (value) =>
    listOf(value).map((entry, index) => {
      const leaf = index < items.length ? items[index] : rest;
      return leaf ? leaf(entry) : entry;
    });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Reads a value in the first way that will do; null where all ways leave it as it is. */
export function unionLeaf(readings: readonly Reading[]): Leaf | null {
  const leaves = new Set(readings.map(({ leaf }) => leaf));
  const [only] = leaves;
  if (leaves.size <= 1) return only ?? null;
  return (value) => {
    for (const { leaf, accepts } of readings) {
      const read = leaf === null ? value : leaf(value);
      if (accepts(read)) return read;
    }
    return value;
  };
}
