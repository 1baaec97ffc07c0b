import { UsageError } from "./usage_error.ts";

/** What {@linkcode checkOptions} knows of an options object. */
export interface KnownOptions {
  /** Whose options they are, for messages: `run()`. */
  readonly owner: string;
  /** Every key that is built. */
  readonly keys: readonly string[];
}

/** Farthest misspelling that is still worth a guess, in edits. */
const MAX_DISTANCE = 3;

/**
 * Checks that a value is an options object whose every key is known.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION` with "did you mean" where a known key is near, and
 * `SPK_BAD_OPTION` where the value is no plain object.
 *
 * @example
 * ```ts
 * checkOptions({ prot: 1 }, { owner: "run()", keys: ["port"] }); // ... Did you mean "port"?
 * ```
 */
export function checkOptions(options: unknown, { owner, keys }: KnownOptions): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new UsageError("SPK_BAD_OPTION", `${owner} takes an object of options`);
  }
  for (const key of Object.keys(options)) {
    if (!keys.includes(key)) throw unknownOption(owner, key, keys);
  }
}

function unknownOption(owner: string, key: string, keys: readonly string[]): UsageError {
  const near = nearest(key, keys);
  const cure = near === undefined ? `Known are: ${keys.join(", ")}` : `Did you mean "${near}"?`;
  return new UsageError("SPK_UNKNOWN_OPTION", `${owner} has no option "${key}". ${cure}`);
}

/** Returns the candidate with the fewest edits from `word`; undefined where none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(MAX_DISTANCE, Math.ceil(word.length / 2)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, character] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = at(row, j) + (character === to[j] ? 0 : 1);
      next.push(Math.min(replaced, at(row, j + 1) + 1, at(next, j) + 1));
    }
    row = next;
  }
  return at(row, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
