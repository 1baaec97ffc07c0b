/**
 * JSON values as attackers and broken clients send them, and changes that make them of good ones.
 *
 * @module
 */
import fc from "fast-check";

/** Stands in every text that a change puts in: no answer that refuses it may have it. */
export const MARKER = "qz7marker";

/** Names that mean something to JavaScript, or to a path. */
export const HOSTILE_NAMES: readonly string[] = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "then",
  "length",
  "0",
  "",
  "a.b",
  "$ref",
  "🦊",
];

const HOSTILE_TEXTS: readonly string[] = [
  "",
  " ",
  "\ud800",
  "\udc00\ud800",
  "\0",
  "\u2028",
  "null",
  "__proto__",
  "-0",
  "1e999",
  "<script>",
  "é".repeat(300),
];

const HOSTILE_NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  0.1 + 0.2,
  2 ** 31,
  2 ** 53,
  -(2 ** 53) - 2,
  Number.MAX_VALUE,
  5e-324,
  1e21,
];

/** Deepest nesting that a body may have. */
export const MAX_DEPTH = 64;

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS).map((text) => `${text}${MARKER}${text}`),
  fc.constantFrom(...HOSTILE_NUMBERS),
  fc.constantFrom(null, true, false, "", [], {}),
  fc.integer(),
);

const deep: fc.Arbitrary<unknown> = fc.record({
  depth: fc.constantFrom(2, 30, MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 300),
  isList: fc.boolean(),
}).map(({ depth, isList }) => {
  let value: unknown = MARKER;
  for (let level = 0; level < depth; level++) value = isList ? [value] : { a: value };
  return value;
});

const polluting: fc.Arbitrary<unknown> = fc.constantFrom(
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"constructor":{"a":1}}',
  '{"prototype":{"polluted":true}}',
  '[{"a":{"__proto__":null}}]',
).map((text) => JSON.parse(text));

/** A value that few schemas take. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: polluting },
);

/** One change: at the place that `seed` comes to. */
export interface Change {
  readonly kind: "replace" | "remove" | "add" | "wrap" | "retype" | "rename";
  /** Chooses the place. */
  readonly seed: number;
  readonly name: string;
  readonly value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom("replace", "remove", "add", "wrap", "retype", "rename"),
  seed: fc.nat(1_000),
  name: fc.constantFrom(...HOSTILE_NAMES),
  value: hostileValue,
});

/** Values of an arbitrary: as they are, nearly so, and others altogether. */
export function nearly(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const changed = fc.tuple(values, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([value, changes]) => changes.reduce(apply, value));
  return fc.oneof(
    { weight: 5, arbitrary: values },
    { weight: 6, arbitrary: changed },
    { weight: 1, arbitrary: hostileValue },
  );
}

/** Returns a copy with the change made in it. */
function apply(value: unknown, change: Change): unknown {
  const entries = entriesOf(value);
  // Every third seed stops here, whatever is below.
  if (entries.length === 0 || change.seed % 3 === 0) return changed(value, change);
  const at = change.seed % entries.length;
  const [name, member] = entries[at] ?? ["", undefined];
  const below = { ...change, seed: Math.floor(change.seed / entries.length) };
  if (change.kind === "remove") return rebuilt(value, entries.toSpliced(at, 1));
  if (change.kind === "rename") return rebuilt(value, entries.with(at, [change.name, member]));
  return rebuilt(value, entries.with(at, [name, apply(member, below)]));
}

function changed(value: unknown, { kind, name, value: other }: Change): unknown {
  if (kind === "replace") return other;
  if (kind === "add") return rebuilt(value, [...entriesOf(value), [name, other]]);
  if (kind === "wrap") return [value];
  if (kind !== "retype") return value;
  if (typeof value === "object") return "object";
  return typeof value === "string" ? Number(value) || 0 : String(value);
}

type Entry = [name: string, value: unknown];

function entriesOf(value: unknown): Entry[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** Defines its members: an assignment to `__proto__` would not make one. */
function rebuilt(like: unknown, entries: readonly Entry[]): unknown {
  if (Array.isArray(like)) return entries.map(([, member]) => member);
  if (typeof like !== "object" || like === null) return like;
  const object = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
  return object;
}

/** Tells whether a value has a key that could change a prototype, at any depth. */
export function isPolluting(value: unknown): boolean {
  return entriesOf(value).some(([name, member]) =>
    (!Array.isArray(value) && name === "__proto__") ||
    (name === "constructor" && isObject(member) && Object.hasOwn(member, "prototype")) ||
    isPolluting(member)
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How deep lists and objects stand in each other. */
export function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...entriesOf(value).map(([, member]) => depthOf(member)));
}
