/**
 * JSON as text, in the ways that mean the same, and in ways that mean nothing.
 *
 * @module
 */
import fc from "fast-check";

/** How a value is written. */
export interface Style {
  /** White space between tokens. */
  readonly space: string;
  /** Whether every character of a text or name is escaped. */
  readonly isEscaped: boolean;
}

/** Any way that means the same. */
export const anyStyle: fc.Arbitrary<Style> = fc.record({
  space: fc.constantFrom("", "", "", " ", "\r\n\t "),
  isEscaped: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
});

/** Writes a value as JSON. */
export function writeJson(value: unknown, style: Style): string {
  const { space } = style;
  if (typeof value === "string") return writeText(value, style);
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const separator = `${space},${space}`;
  if (Array.isArray(value)) {
    return `[${space}${value.map((item) => writeJson(item, style)).join(separator)}${space}]`;
  }
  const members = Object.entries(value).map(([name, member]) =>
    `${writeText(name, style)}${space}:${space}${writeJson(member, style)}`
  );
  return `{${space}${members.join(separator)}${space}}`;
}

function writeText(text: string, { isEscaped }: Style): string {
  if (!isEscaped) return JSON.stringify(text);
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("")}"`;
}

const SPOILERS: readonly string[] = [
  "",
  ",",
  '"',
  "'",
  "\\",
  "\\u00",
  "\\x41",
  "\0",
  "\n",
  "\ufeff",
  "\u00a0",
  "{",
  "]",
  "}",
  ":",
  "-",
  "+",
  ".",
  "e",
  "0",
  "01",
  "0x1",
  "1.",
  ".5",
  "-0",
  "1e5",
  "1E+05",
  "NaN",
  "Infinity",
  "undefined",
  "true",
  "nul",
  "//",
  "/**/",
  "\ud83e\udd8a",
];

/** Changes a text at a place or two: what comes of it is JSON or is not. */
export function spoiled(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const cut = fc.record({
    at: fc.nat(1_000),
    length: fc.nat(3),
    spoiler: fc.constantFrom(...SPOILERS),
  });
  return fc.tuple(texts, fc.array(cut, { minLength: 1, maxLength: 2 })).map(([text, cuts]) =>
    cuts.reduce((spoiled, { at, length, spoiler }) => {
      const start = at % (spoiled.length + 1);
      const whole = spoiled.slice(0, start) + spoiler + spoiled.slice(start + length);
      // Half a character cannot be sent.
      return whole.toWellFormed();
    }, text)
  );
}

/** Returns the value of a JSON text, or undefined where it is none: no JSON text means undefined. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
