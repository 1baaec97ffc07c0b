import { ReadInput, tellsPartOf } from "./items_telling.ts";
import { NEUTRAL, textOf, wordingOf } from "./items_wording.ts";
import type { Found } from "./items_path.ts";
import { messageOf, nameOf } from "./items_text.ts";
import type { ZodIssue } from "./items_zod_fault.ts";

/** How many keys are looked for in a message, which is as many as have items. */
const MAX_KEYS = 100;

/** What an issue of Zod is about. */
export interface ZodSite extends Found {
  /** The part of the request. */
  readonly input: ReadInput;
}

/**
 * Returns the message of an issue of Zod. Where the program's own message repeats the input, what
 * Zod itself would say stands for it.
 */
export function zodWording(issue: ZodIssue, { value, isMissing, source, input }: ZodSite): string {
  const neutral = defaultMessage(issue, value);
  if (isDefault(issue, value, neutral)) return messageOf(issue.message);
  const isMade = value === undefined && !isMissing && typeof source === "string";
  if (isMade && tellsPartOf(textOf(issue.message), source)) return NEUTRAL;
  return wordingOf(issue, { values: [value], input, neutral });
}

function isDefault(issue: ZodIssue, value: unknown, neutral: string): boolean {
  if (issue.message === neutral) return true;
  // z.coerce.number() says "received Infinity" of that text.
  return typeof value === "string" && issue.message === defaultMessage(issue, Number(value));
}

/**
 * Returns what each key that is too many is told by, or undefined where the program has words for
 * it that name none: Zod names all of them at once, in every one of the items.
 */
export function keyWording(issue: ZodIssue): ((key: string) => string) | undefined {
  const names = (issue.keys ?? []).slice(0, MAX_KEYS).map(nameOf);
  const isNaming = issue.message === defaultMessage(issue, undefined) ||
    new ReadInput(undefined).isToldBy(textOf(issue.message), names);
  return isNaming ? (key) => `Unrecognized key: "${nameOf(key)}"` : undefined;
}

/** Asks the language that Zod was set to; Zod keeps its settings there for all of its copies. */
function defaultMessage(issue: ZodIssue, input: unknown): string {
  const config: unknown = Reflect.get(globalThis, "__zod_globalConfig");
  if (typeof config !== "object" || config === null) return NEUTRAL;
  try {
    const say: unknown = Reflect.get(config, "localeError");
    const said: unknown = typeof say === "function" ? say({ ...issue, input }) : undefined;
    return typeof said === "string" ? said : NEUTRAL;
  } catch {
    // A program may make issues that lack what Zod's own have.
    return NEUTRAL;
  }
}
