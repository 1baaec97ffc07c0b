import type { LogFields } from "./log.ts";
import { describeThrown, isInstance } from "./thrown.ts";

const MAX_TEXT = 1024;
const MAX_DEPTH = 10;
const MAX_VALUES = 1000;

/** What JSON writes as it is, without calling anything. */
export type Shown =
  | (string | number | boolean | null | undefined)
  | (readonly Shown[] | { readonly [name: string]: Shown });

/** Whether values under this name are not shown. */
export type IsSecret = (name: string) => boolean;

/**
 * Shows the fields of a log line, whatever is in them: a string ends at 1 KiB, a field after 1000
 * values or 10 levels, and what is secret, circular or unreadable says no more than that. Never throws
 * where the fields themselves can be read.
 */
export function showFields(fields: LogFields, isSecret: IsSecret): Shown {
  const names = Object.keys(fields);
  const shown = names.map((name) => [name, new FieldView(isSecret).showMember(fields, name)]);
  return Object.fromEntries(shown);
}

/** The walk through one field. */
class FieldView {
  readonly #isSecret: IsSecret;
  /** Objects around the value, outermost first. */
  readonly #path: object[] = [];
  #left = MAX_VALUES;

  constructor(isSecret: IsSecret) {
    this.#isSecret = isSecret;
  }

  showMember(owner: object, name: string | number): Shown {
    try {
      const value: unknown = Reflect.get(owner, name);
      const isHidden = typeof name === "string" && value !== undefined && this.#isSecret(name);
      return isHidden ? "[redacted]" : this.#show(value);
    } catch {
      return "[unreadable]";
    }
  }

  #show(value: unknown): Shown {
    if (typeof value === "object" && value !== null) return this.#showObject(value);
    if (typeof value === "string") return cut(value);
    if (typeof value === "bigint") return cut(String(value));
    const isPlain = typeof value === "number" || typeof value === "boolean" || value === null;
    return isPlain ? value : undefined;
  }

  #showObject(value: object): Shown {
    if (this.#path.includes(value)) return "[circular]";
    if (this.#path.length === MAX_DEPTH) return "[too deep]";
    this.#path.push(value);
    try {
      return this.#showContent(contentOf(value));
    } catch {
      return "[unreadable]";
    } finally {
      this.#path.pop();
    }
  }

  #showContent(content: unknown): Shown {
    if (typeof content !== "object" || content === null) return this.#show(content);
    return Array.isArray(content) ? this.#showItems(content) : this.#showMembers(content);
  }

  #showItems(items: readonly unknown[]): Shown {
    const shown: Shown[] = [];
    for (let index = 0; index < items.length; index += 1) {
      if (!this.#hasRoom()) return [...shown, "..."];
      shown.push(this.showMember(items, index));
    }
    return shown;
  }

  #showMembers(value: object): Shown {
    const shown: [string, Shown][] = [];
    for (const name of Object.keys(value)) {
      if (!this.#hasRoom()) return Object.fromEntries([...shown, ["...", "..."]]);
      shown.push([cut(name), this.showMember(value, name)]);
    }
    return Object.fromEntries(shown);
  }

  #hasRoom(): boolean {
    this.#left -= 1;
    return this.#left >= 0;
  }
}

function contentOf(value: object): unknown {
  if (isInstance(value, Error)) return describeThrown(value);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const toJSON: unknown = Reflect.get(value, "toJSON");
  return typeof toJSON === "function" ? Reflect.apply(toJSON, value, []) : value;
}

function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}...`;
}
