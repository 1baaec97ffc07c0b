/**
 * What becomes of text before a schema sees it: the rules of docs/validation.md once more, written
 * apart from the code that is tested.
 *
 * @module
 */

/** What a name arrived as: once, or more often. */
export type Raw = string | readonly string[];

/** Reads it for one kind of schema. */
export type Read = (raw: Raw) => unknown;

/** Text, and a repeated name as a list. */
export const asText: Read = (raw) => raw;

/** Numbers as JSON writes them; those that cannot be held exactly stay text. */
export const asNumber: Read = (raw) => {
  const number = jsonNumber(raw);
  if (number === undefined) return raw;
  const isExact = Math.abs(number) <= Number.MAX_SAFE_INTEGER || String(number) === raw ||
    /e/i.test(String(raw));
  return isExact ? number : raw;
};

/** Numbers as JSON writes them: z.int() itself refuses those that cannot be held exactly. */
export const asInteger: Read = (raw) => jsonNumber(raw) ?? raw;

/** Exactly four texts. */
export const asBoolean: Read = (raw) => {
  if (raw === "true" || raw === "1") return true;
  return raw === "false" || raw === "0" ? false : raw;
};

/** Digits, with a sign or not. */
export const asBigint: Read = (raw) => {
  if (typeof raw !== "string" || raw.length > 1_000) return raw;
  const digits = raw.startsWith("-") ? raw.slice(1) : raw;
  const isPlain = digits === "0" || (/^[0-9]+$/.test(digits) && !digits.startsWith("0"));
  return isPlain ? BigInt(raw) : raw;
};

/** One of some members, whatever its type. */
export function asMember(members: readonly unknown[]): Read {
  return (raw) => [asText, asNumber, asBoolean].map((read) => read(raw)).find(isMember) ?? raw;

  function isMember(value: unknown): boolean {
    return members.includes(value);
  }
}

/** A list, also of one. */
export function asList(item: Read): Read {
  return (raw) => (typeof raw === "string" ? [raw] : raw).map((one) => item(one));
}

/** A way to read, and whether its schema takes what comes of it. */
export interface Option {
  readonly read: Read;
  readonly takes: (value: unknown) => boolean;
}

/** The first option that takes it; options that read alike read it whether they take it or not. */
export function asFirst(options: readonly Option[]): Read {
  const [first, ...others] = options;
  if (first && others.every(({ read }) => read === first.read)) return first.read;
  return (raw) => {
    const taken = options.find(({ read, takes }) => takes(read(raw)));
    return taken === undefined ? raw : taken.read(raw);
  };
}

function jsonNumber(raw: Raw): number | undefined {
  if (typeof raw !== "string" || raw.trim() !== raw) return undefined;
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === "number" && Number.isFinite(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
