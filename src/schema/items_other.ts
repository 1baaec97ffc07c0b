import type { ValidationItem } from "../http/validation_item.ts";
import type { FailedPart } from "./failed_part.ts";
import { find, locOf, pathOf } from "./items_path.ts";
import { messageOf } from "./items_text.ts";
import type { SchemaIssue } from "./standard_schema.ts";

/** What stands for a message that tells the input. */
const NEUTRAL = "Invalid value";
/** How many members of an object are looked for in a message. */
const MAX_MEMBERS = 100;

/** Returns the item of an issue of any library but Zod. */
export function otherItem({ place, input }: FailedPart, issue: SchemaIssue): ValidationItem {
  const path = pathOf(issue, input);
  const message = withoutReceived(issue);
  const isTelling = tells(message, find(input, path).value);
  return {
    type: "validation_error",
    loc: locOf(place, path),
    msg: isTelling ? NEUTRAL : messageOf(message),
  };
}

/** Valibot ends in `but received "x"`, ArkType in `(was "x")`. */
function withoutReceived(issue: SchemaIssue): string {
  const shown = [Reflect.get(issue, "received"), Reflect.get(issue, "actual")];
  return shown.filter((text) => typeof text === "string").reduce(
    (message, text) => message.replace(` but received ${text}`, "").replace(` (was ${text})`, ""),
    issue.message,
  );
}

function tells(message: string, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return hasWord(message, value);
  if (message.includes("{")) return true;
  let members = 0;
  for (const name in value) {
    if (hasWord(message, Reflect.get(value, name))) return true;
    if (++members === MAX_MEMBERS) break;
  }
  return false;
}

/** Tells whether a message has a value as a word or between quotes, not within another word. */
function hasWord(message: string, value: unknown): boolean {
  if (value === undefined || typeof value === "object") return false;
  const word = String(value);
  if (word === "") return false;
  for (let at = message.indexOf(word); at >= 0; at = message.indexOf(word, at + 1)) {
    if (!isWordUnit(message[at - 1]) && !isWordUnit(message[at + word.length])) return true;
  }
  return false;
}

function isWordUnit(unit: string | undefined): boolean {
  return unit !== undefined && /[\p{L}\p{N}]/u.test(unit);
}
