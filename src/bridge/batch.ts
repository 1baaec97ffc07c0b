/**
 * One pull's requests, read record by record.
 *
 * @module
 */

import type { BodyKind } from "../http/call.ts";
import { cut } from "../http/cut.ts";
import { BODY_KINDS, FLAG_FETCH, HEADER_WORDS, RECORD_WORDS } from "./record.ts";

const NO_PARAMS: readonly string[] = [];

/** Records and texts of one pull, and how far they were read. */
export class Batch {
  readonly words: Uint32Array;
  readonly text: string;
  readonly bodies: string;
  /** First word of the current record. */
  at: number = HEADER_WORDS;
  /** Records that were not read yet. */
  left: number;
  #textAt = 0;
  #bodiesAt = 0;

  constructor(words: Uint32Array, text: string, bodies: string) {
    this.words = words;
    this.text = text;
    this.bodies = bodies;
    this.left = words[0]!;
  }

  /** Word of the current record. */
  word(index: number): number {
    return this.words[this.at + index]!;
  }

  /** Whether parameters and query of the current call must be fetched. */
  get mustFetch(): boolean {
    return (this.word(0) & FLAG_FETCH) !== 0;
  }

  /** What the body of the current call is. */
  get bodyKind(): BodyKind {
    // The addon has no other number.
    return BODY_KINDS[this.word(0) >>> 18 & 7]!;
  }

  /** Path parameters of the current call, which must not have to be fetched. */
  takeParams(): readonly string[] {
    const count = this.word(7);
    if (count === 0) return NO_PARAMS;
    const params = new Array<string>(count);
    for (let index = 0; index < count; index++) {
      const end = this.#textAt + this.word(RECORD_WORDS + index);
      params[index] = cut(this.text, this.#textAt, end);
      this.#textAt = end;
    }
    return params;
  }

  /** Where the pairs of the query of the current call start, once its parameters were taken. */
  takeQuery(): number {
    const start = this.#textAt;
    this.#textAt += this.word(4);
    return start;
  }

  /** Where the body of the current call starts within the bodies. */
  takeBody(): number {
    const start = this.#bodiesAt;
    this.#bodiesAt += this.word(6);
    return start;
  }

  /** Moves on to the next record. */
  advance(): void {
    this.at += RECORD_WORDS + this.word(7);
    this.left--;
  }
}
