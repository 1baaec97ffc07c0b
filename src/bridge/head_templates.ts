/**
 * Header sets that many replies share cross the border as a number.
 *
 * @module
 */

/** Sightings that make a header set worth a number. */
const WORTH = 3;
/** Header sets watched at a time; when there are more, counting starts anew. */
const WATCHED = 256;
/** Longest header set worth a number, in UTF-16 units. */
const LONGEST = 1_024;

/** Number of the empty header set, and of every reply that brings its headers along. */
export const NO_TEMPLATE = 0;

/** Learns which header sets repeat. */
export class HeadTemplates {
  readonly #intern: (head: string) => number | null;
  readonly #numbers = new Map<string, number>([["", NO_TEMPLATE]]);
  readonly #sightings = new Map<string, number>();

  /** `intern` gives a header set its number, or null where there are too many. */
  constructor(intern: (head: string) => number | null) {
    this.#intern = intern;
  }

  /** Number of this header set; undefined while it has none. */
  numberOf(head: string): number | undefined {
    return this.#numbers.get(head) ?? this.#consider(head);
  }

  #consider(head: string): number | undefined {
    if (head.length > LONGEST) return undefined;
    const sightings = (this.#sightings.get(head) ?? 0) + 1;
    if (sightings < WORTH) return this.#watch(head, sightings);
    this.#sightings.delete(head);
    const number = this.#intern(head);
    if (number === null) return undefined;
    this.#numbers.set(head, number);
    return number;
  }

  #watch(head: string, sightings: number): undefined {
    if (this.#sightings.size >= WATCHED) this.#sightings.clear();
    this.#sightings.set(head, sightings);
  }
}
