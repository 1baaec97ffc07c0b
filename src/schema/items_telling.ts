import { MAX_MESSAGE } from "./items_text.ts";

/** Shortest text that is looked for; shorter ones stand in any wording by chance. */
const LEAST = 4;
/** The same for what stands elsewhere in the part, whose short words are those of any wording. */
const LEAST_ELSEWHERE = 8;
/** How many texts of a part are looked for. */
const MAX_LEAVES = 2_000;
/** How deep a part is looked into, as deep as JSON bodies go. */
const MAX_DEPTH = 64;
/** What JavaScript engines say of a text that is no JSON: they show a piece of it. */
const SYNTAX_ERROR = /"(?:\.\.\.)? is not valid JSON|JSON Parse error/;

/** A part of a request, as what messages must not repeat. */
export class ReadInput {
  readonly #whole: unknown;
  /** A hundred issues may be about the same object. */
  readonly #leaves: Map<object, readonly string[]> = new Map();

  /** Takes the part, which must not change from then on. */
  constructor(whole: unknown) {
    this.#whole = whole;
  }

  /**
   * Tells whether a message repeats a value that it is about, or one within it, trimmed and in lower
   * or upper case too. Of other values of the part only longer ones count, and booleans never do.
   */
  isToldBy(message: string, values: readonly unknown[]): boolean {
    // No more of it is shown, and no more of a value is needed to find it there.
    const shown = message.slice(0, 2 * MAX_MESSAGE);
    if (SYNTAX_ERROR.test(shown)) return true;
    if (shown.includes("{") && values.some(isObject)) return true;
    return values.some((value) => hasLeaf(shown, this.#leavesOf(value), LEAST)) ||
      hasLeaf(shown, this.#leavesOf(this.#whole), LEAST_ELSEWHERE);
  }

  #leavesOf(value: unknown): readonly string[] {
    if (!isObject(value)) return leavesOf(value);
    let leaves = this.#leaves.get(value);
    if (leaves === undefined) this.#leaves.set(value, leaves = leavesOf(value));
    return leaves;
  }
}

/** Tells whether a message has a longer word of a text that a schema made the value of. */
export function tellsPartOf(message: string, text: string): boolean {
  const words = message.slice(0, 2 * MAX_MESSAGE).split(/[^\p{L}\p{N}]+/u);
  return words.some((word) => word.length >= LEAST && text.includes(word));
}

function hasLeaf(text: string, leaves: readonly string[], least: number): boolean {
  return leaves.some((leaf) => {
    if (leaf.length > text.length) return false;
    if (leaf.length >= least) return text.includes(leaf);
    return least === LEAST && (text.includes(`"${leaf}"`) || text.includes(`'${leaf}'`));
  });
}

/** Returns the texts and numbers in a value, as they are looked for. */
function leavesOf(value: unknown): readonly string[] {
  const leaves: string[] = [];
  collect(value, leaves, 0);
  return leaves;
}

function collect(value: unknown, leaves: string[], depth: number): void {
  if (typeof value === "string") leaves.push(...formsOf(value));
  else if (typeof value === "number" || typeof value === "bigint") leaves.push(String(value));
  if (!isObject(value) || depth > MAX_DEPTH) return;
  for (const name in value) {
    if (leaves.length >= MAX_LEAVES) return;
    collect(Reflect.get(value, name), leaves, depth + 1);
  }
}

/** Returns a text in the forms that schemas may give it, and as JSON writes it. */
function formsOf(text: string): ReadonlySet<string> {
  const plain = text.trim().slice(0, MAX_MESSAGE);
  if (plain === "") return new Set();
  const escaped = JSON.stringify(plain).slice(1, -1).slice(0, MAX_MESSAGE);
  return new Set([plain, plain.toLowerCase(), plain.toUpperCase(), escaped]);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
