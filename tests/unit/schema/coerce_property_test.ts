import { suite } from "uvu";
import * as assert from "uvu/assert";
import fc from "fast-check";
import { z } from "zod";
import { BareRecord } from "../../../src/http/record.ts";
import { coercionOf } from "../../../src/schema/coerce.ts";
import { numberLeaf } from "../../../src/schema/leaf.ts";
import { COERCION_CASES } from "../../support/coercion_cases.ts";

const test = suite("schema/coerce, properties");

const RUNS = { numRuns: 2_000 };

/** Texts as clients and attackers write them: numbers, what nearly is one, and anything. */
const text = fc.oneof(
  fc.constantFrom(...COERCION_CASES.map((one) => one.text)),
  fc.double().map(String),
  fc.maxSafeInteger().map(String),
  fc.bigInt().map(String),
  fc.stringMatching(/^[-+]?[0-9_.eE]{0,20}$/),
  fc.string({ unit: "binary" }),
);

const name = fc.oneof(
  fc.constantFrom("a", "b", "__proto__", "constructor", "toString", "0", ""),
  fc.string(),
);

const raw = fc.array(fc.tuple(name, fc.oneof(text, fc.array(text, { minLength: 2 }))));

const leaf = fc.constantFrom(
  ...[z.number(), z.int(), z.boolean(), z.bigint(), z.string(), z.literal([1, true, "x"])],
  ...[z.enum({ One: 1, Red: "red" }), z.array(z.int()), z.union([z.uuid(), z.int(), z.boolean()])],
  ...[z.coerce.number(), z.int().optional(), z.union([z.number(), z.array(z.boolean())])],
);

test("a number is read from a text only where JSON.parse reads the same", () => {
  fc.assert(
    fc.property(text, (one) => {
      const read = numberLeaf(one);
      assert.ok(read === one || Object.is(read, JSON.parse(one)));
    }),
    RUNS,
  );
});

test("every number that JavaScript writes is read as itself", () => {
  const written = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) =>
    !Object.is(n, -0)
  );
  fc.assert(fc.property(written, (number) => assert.is(numberLeaf(String(number)), number)), RUNS);
});

test("no text is read as an integer other than the one it says", () => {
  fc.assert(
    fc.property(fc.bigInt(), (integer) => {
      const read = numberLeaf(String(integer));
      assert.ok(typeof read === "string" || String(read) === String(integer));
    }),
    RUNS,
  );
});

test("a record keeps its names, has no prototype, and what it is made of stays as it is", () => {
  fc.assert(
    fc.property(raw, leaf, leaf, (entries, a, rest) => {
      const record = recordOf(entries);
      const before = JSON.stringify(record);
      const coerce = coercionOf(z.object({ a, constructor: a }).catchall(rest), fail);
      const read = coerce?.(record) ?? recordOf(entries);
      assert.equal(Object.keys(read), Object.keys(record));
      assert.not.ok(read instanceof Object);
      assert.is(JSON.stringify(record), before);
    }),
    RUNS,
  );
  assert.equal(Object.keys(Object.prototype), []);
});

test("coercing twice gives what coercing once does", () => {
  fc.assert(
    fc.property(raw, leaf, leaf, (entries, a, b) => {
      const coerce = coercionOf(z.object({ a, b, seen: z.int() }), fail);
      const once = coerce?.(recordOf(entries)) ?? {};
      assert.equal(coerce?.(once), once);
    }),
    RUNS,
  );
});

function recordOf(entries: readonly (readonly [string, string | string[]])[]) {
  const record = new BareRecord<string | string[]>();
  for (const [key, value] of entries) record[key] = value;
  return record;
}

function fail(message: string): never {
  throw new Error(message);
}

test.run();
