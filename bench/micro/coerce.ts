/**
 * What coercing a query costs: `deno run -A bench/micro/coerce.ts`, and the same with Node 24 or Bun.
 *
 * The figures are JavaScript time per query, in nanoseconds: from a record of texts to a record of
 * values, without the schema that judges them.
 *
 * @module
 */
import { z } from "zod";
import { BareRecord } from "../../src/http/record.ts";
import { type Coerce, coercionOf, type RawRecord } from "../../src/schema/coerce.ts";

const CALLS = 200_000;
const ROUNDS = 15;

const SIX_FIELDS = z.object({
  page: z.int().min(1),
  size: z.int().max(100),
  price: z.number().optional(),
  stock: z.boolean(),
  tag: z.array(z.string()),
  sort: z.enum(["name", "price"]),
});

/** Each in several forms, so that no engine learns a single query by heart. */
const QUERIES: Readonly<Record<string, readonly RawRecord[]>> = {
  "six fields": forms((n) => ({
    ...{ page: `${n}`, size: "20", price: `${n}.95`, stock: "true", tag: "red", sort: "name" },
  })),
  "six fields, one repeated": forms((n) => ({
    ...{ page: `${n}`, size: "20", price: `${n}.95`, stock: "1", tag: ["red", "big"] },
    sort: "name",
  })),
  "six fields, none of which can be read": forms((n) => ({
    ...{ page: `+${n}`, size: "20px", price: "", stock: "TRUE", tag: "red", sort: "name" },
  })),
};

let kept: unknown;

for (const [name, records] of Object.entries(QUERIES)) {
  const coerce = coercionOf(SIX_FIELDS, () => {});
  if (coerce === null) throw new Error("The schema has numbers, so there is something to coerce");
  const rounds = Array.from({ length: ROUNDS }, () => nanoseconds(coerce, records));
  rounds.sort((one, other) => one - other);
  const [fastest, median] = [rounds[0], rounds[ROUNDS >> 1]];
  console.log(`${name.padEnd(40)} ${median} ns, at best ${fastest} ns`);
}
if (kept === undefined) throw new Error("Nothing was coerced");

function nanoseconds(coerce: Coerce, records: readonly RawRecord[]): number {
  const start = performance.now();
  for (let call = 0; call < CALLS; call++) {
    // The index is below the length.
    kept = coerce(records[call % records.length] as RawRecord);
  }
  return Math.round((performance.now() - start) * 1e6 / CALLS);
}

function forms(make: (n: number) => RawRecord): readonly RawRecord[] {
  return Array.from({ length: 8 }, (_, n) => Object.assign(new BareRecord(), make(n + 1)));
}
