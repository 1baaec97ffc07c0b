/** Texts that mutations put in: what JSON is made of, and what it must not be made of. */
const PIECES: readonly string[] = [
  ..."{}[]:,\"\\/ \t\n\r-+.eE0123456789abfnrtuxNI'`;_%",
  ...["\0", "\x01", "\x1f", "\x7f", "\x85", "\xa0", "\u2028", "\ufeff", "é", "€", "😀", "\uffff"],
  ...["null", "true", "false", "\\u", "\\ud800", "\\u00e9", "\\n", '"a":', "1e", "0.", "-0", "[]"],
  ...["{}", '""', "__proto__", "//", "/**/", "\r\n"],
];

/** Longest text, so that nothing nests more than 64 deep. */
const LONGEST = 120;

/** What mutations start from. */
export interface MutationOptions {
  /** The same seed gives the same texts. */
  readonly seed: number;
}

/** Endless texts, each one of these with up to three random changes. None is empty. */
export function* mutations(
  texts: readonly string[],
  { seed }: MutationOptions,
): Generator<string, never> {
  const random = randomNumbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  while (true) {
    let characters = [...texts[below(texts.length)] ?? ""];
    for (let changes = below(4); changes > 0; changes--) characters = change(characters, below);
    const text = characters.slice(0, LONGEST).join("");
    if (text !== "" && !nestsDeep(text)) yield text;
  }
}

/** Removes, puts in, replaces or repeats something. */
function change(characters: readonly string[], below: (limit: number) => number): string[] {
  const at = below(characters.length + 1);
  const [before, behind] = [characters.slice(0, at), characters.slice(at)];
  const piece = PIECES[below(PIECES.length)] ?? "";
  switch (below(4)) {
    case 0:
      return [...before, ...behind.slice(1 + below(3))];
    case 1:
      return [...before, piece, ...behind];
    case 2:
      return [...before, piece, ...behind.slice(1)];
    default:
      return [...before, ...behind.slice(0, 1 + below(8)), ...behind];
  }
}

function nestsDeep(text: string): boolean {
  return text.split(/[[{]/).length > 60;
}

/** Numbers from 0 up to 1, always the same for one seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = state + 0x6d2b79f5 | 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}
