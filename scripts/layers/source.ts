/** A file under check, and what is found in it. */

/** A source file, by its path from the root of the checkout. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** One thing that breaks a rule. */
export interface Finding {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** Number of the line that holds an offset, counted from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
