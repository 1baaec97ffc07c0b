import type { ReadInput } from "./items_telling.ts";
import { messageOf } from "./items_text.ts";
import type { SchemaIssue } from "./standard_schema.ts";

/** What stands for a message that tells the input, where nothing better is known. */
export const NEUTRAL = "Invalid value";

/** Where an issue stands, as what its message must not repeat. */
export interface WordedSite {
  /** What stands there, and what it was made of. */
  readonly values: readonly unknown[];
  /** The part of the request. */
  readonly input: ReadInput;
  /** Stands for a message that tells the input; "Invalid value" where nothing better is known. */
  readonly neutral?: string;
}

/**
 * Returns the message of an issue without what was read: what libraries add of it is taken out, and
 * one that still repeats some is replaced. At most 512 code units.
 */
export function wordingOf(issue: SchemaIssue, site: WordedSite): string {
  const { input, neutral = NEUTRAL } = site;
  const message = withoutReceived(issue);
  const isTelling = input.isToldBy(message, [...site.values, ...seenValues(issue)]);
  return messageOf(isTelling ? neutral : message);
}

/** Returns a message as text: a library may give what a program made it say, whatever that is. */
export function textOf(message: unknown): string {
  const isTextual = message !== null && ["string", "number", "bigint"].includes(typeof message);
  return isTextual ? String(message) : NEUTRAL;
}

/** Valibot ends in `but received "x"` or `: Received "x"`, ArkType in `(was "x")`. */
function withoutReceived(issue: SchemaIssue): string {
  return receivedOf(issue).reduce((message, text) => {
    for (const ending of [` but received ${text}`, `: Received ${text}`, ` (was ${text})`]) {
      message = message.replace(ending, "");
    }
    return message;
  }, textOf(issue.message));
}

function receivedOf(issue: SchemaIssue): readonly string[] {
  const shown: unknown[] = [Reflect.get(issue, "received"), Reflect.get(issue, "actual")];
  return shown.filter((text) => typeof text === "string");
}

/** What a library says it saw, which transforms may have made of what was sent. */
function seenValues(issue: SchemaIssue): readonly unknown[] {
  const quoted = receivedOf(issue).filter((text) => text.startsWith('"'));
  const values: unknown[] = quoted.map((text) => text.slice(1, -1));
  // Only Valibot's issues have both; the input of ArkType's is the rule.
  if ("received" in issue && "input" in issue) values.push(issue.input);
  return values;
}
