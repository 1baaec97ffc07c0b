import type { ValidationItem } from "../http/validation_item.ts";
import type { FailedPart } from "./failed_part.ts";
import { find, type Found, locOf, type Path, pathOf } from "./items_path.ts";
import type { ReadInput } from "./items_telling.ts";
import { nameOf } from "./items_text.ts";
import { faultOf, type ZodIssue } from "./items_zod_fault.ts";
import { keyWording, zodWording } from "./items_zod_wording.ts";
import type { SchemaIssue } from "./standard_schema.ts";
import { zodSchema } from "./zod_def.ts";
import { isIntegerAt } from "./zod_number.ts";

/** Where an issue about a key of a record stands, beside those about the value under the key. */
const KEY = "[key]";

/** An issue with its place; one issue of Zod may be several of them. */
interface Single {
  readonly issue: ZodIssue;
  readonly path: Path;
  /** Given where it is not what stands at the path. */
  readonly found?: Found;
  /** Given where it is not what the issue says. */
  readonly msg?: string | undefined;
}

/** Returns how many items an issue of Zod makes. */
export function zodItemCount(issue: ZodIssue): number {
  return Math.max(keysOf(issue).length, innerOf(issue).length, 1);
}

/** Yields the items of an issue of Zod: one for each key that is too many, or was refused as a key. */
export function* zodItems(
  part: FailedPart,
  issue: SchemaIssue,
  read: ReadInput,
): Generator<ValidationItem> {
  for (const single of singles(issue, pathOf(issue, part.input))) yield zodItem(part, single, read);
}

function* singles(issue: ZodIssue, path: Path): Generator<Single> {
  const [keys, inner] = [keysOf(issue), innerOf(issue)];
  if (keys.length === 0 && inner.length === 0) yield { issue, path };
  const say = keys.length === 0 ? undefined : keyWording(issue);
  for (const key of keys) {
    yield { issue: { ...issue, keys: [nameOf(key)] }, path: [...path, key], msg: say?.(key) };
  }
  for (const one of inner) yield nested(issue, one, path);
}

function keysOf({ code, keys = [] }: ZodIssue): readonly string[] {
  return code === "unrecognized_keys" ? keys : [];
}

function innerOf({ code, issues = [] }: ZodIssue): readonly ZodIssue[] {
  return code === "invalid_key" || code === "invalid_element" ? issues : [];
}

function nested(outer: ZodIssue, issue: ZodIssue, path: Path): Single {
  const within = pathOf(issue, undefined);
  if (outer.code !== "invalid_key") return { issue, path: [...path, ...within] };
  return {
    issue,
    path: [...path, KEY, ...within],
    found: { value: path.at(-1), isMissing: false },
  };
}

function zodItem(part: FailedPart, single: Single, read: ReadInput): ValidationItem {
  const { issue, path, found } = single;
  const { place, input, isText } = part;
  const site = found ?? find(input, path);
  const { type, ctx } = faultOf(issue, {
    ...site,
    isText: isText || found !== undefined,
    isInteger: () => found === undefined && isInteger(part, path),
  });
  const item = {
    type,
    loc: locOf(place, path),
    msg: single.msg ?? zodWording(issue, { ...site, input: read }),
  };
  return ctx === undefined ? item : { ...item, ctx };
}

function isInteger({ schema }: FailedPart, path: Path): boolean {
  const zod = zodSchema(schema);
  return zod !== null && isIntegerAt(zod, path);
}
