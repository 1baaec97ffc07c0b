/**
 * What may stand in a query, a path, headers and cookies where a value is wanted.
 *
 * @module
 */
import fc from "fast-check";
import { MARKER } from "./json_values.ts";

const LOOKALIKES: readonly string[] = [
  ..."0 1 -1 -0 01 +1 1. .5 1.0 1.50 1e3 1E-2 1e+2 1e400 -1e400 0x10 0b1 1_000 1,5 NaN".split(" "),
  ..."Infinity 9007199254740991 9007199254740993 12345678901234567890 1e21 0.1 5e-324".split(" "),
  ..."true false TRUE True yes no on off null undefined [] {} [1] a,b red green 2 3".split(" "),
  ..."__proto__ constructor toString 2024-02-30 2024-02-29 2024-02-29T00:00:00Z".split(" "),
  "",
  " ",
  " 1",
  "1 ",
  "\u0661",
  "true ",
  '"1"',
  "1n",
  "id-7",
  "é",
  "🦊",
  `${MARKER}1`,
  `1${MARKER}`,
  "9".repeat(400),
  "9".repeat(1_001),
];

/** Any of them, and texts near them. */
export const rawText: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...LOOKALIKES) },
  { weight: 2, arbitrary: fc.integer().map(String) },
  { weight: 2, arbitrary: fc.double().map(String) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }) },
);
