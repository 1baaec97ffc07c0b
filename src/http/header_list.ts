import { checkHeaderName, checkHeaderValue } from "./headers.ts";

/** Set by the class, which alone may write without a check. */
let accessPairs: (list: HeaderList) => string[];

/** The headers of a response, in order, each one checked when it is set. */
export class HeaderList {
  readonly #pairs: string[] = [];

  static {
    accessPairs = (list) => list.#pairs;
  }

  /** A copy: name, value, name, value, and so on; names in lower case. */
  get pairs(): readonly string[] {
    return [...this.#pairs];
  }

  /** Tells whether the header is there; its name in any case. */
  has(name: string): boolean {
    return this.#indexOf(name.toLowerCase()) >= 0;
  }

  /** Returns the first value of the header, its name in any case; undefined where it is absent. */
  get(name: string): string | undefined {
    const index = this.#indexOf(name.toLowerCase());
    return index < 0 ? undefined : this.#pairs[index + 1];
  }

  /** Takes out every header of the name, in any case. */
  delete(name: string): void {
    this.#deleteFrom(0, name.toLowerCase());
  }

  /** Sets the header in place of all earlier ones of that name. */
  set(name: string, value: string): void {
    const lower = checkHeaderName(name);
    const index = this.#indexOf(lower);
    if (index < 0) {
      this.#pairs.push(lower, checkHeaderValue(lower, value));
      return;
    }
    this.#pairs[index + 1] = checkHeaderValue(lower, value);
    this.#deleteFrom(index + 2, lower);
  }

  /** Adds the header beside earlier ones of that name. */
  append(name: string, value: string): void {
    const lower = checkHeaderName(name);
    this.#pairs.push(lower, checkHeaderValue(lower, value));
  }

  /** Adds a serialised cookie in place of an earlier one of that name (RFC 6265 section 4.1.1). */
  setCookie(name: string, text: string): void {
    const pairs = this.#pairs;
    checkHeaderValue("set-cookie", text);
    for (let i = 0; i < pairs.length; i += 2) {
      if (pairs[i] === "set-cookie" && pairs[i + 1]?.startsWith(`${name}=`)) {
        pairs[i + 1] = text;
        return;
      }
    }
    pairs.push("set-cookie", text);
  }

  #deleteFrom(start: number, name: string): void {
    for (let index; (index = this.#indexOf(name, start)) >= 0;) this.#pairs.splice(index, 2);
  }

  #indexOf(name: string, start = 0): number {
    const pairs = this.#pairs;
    for (let i = start; i < pairs.length; i += 2) {
      if (pairs[i] === name) return i;
    }
    return -1;
  }
}

/**
 * The pairs of a list themselves, for the framework: they may be read without a copy, and written
 * where name (in lower case) and value are checked already.
 */
export function pairsOf(list: HeaderList): string[] {
  return accessPairs(list);
}
