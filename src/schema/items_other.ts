import type { ValidationItem } from "../http/validation_item.ts";
import type { FailedPart } from "./failed_part.ts";
import { find, locOf, pathOf } from "./items_path.ts";
import type { ReadInput } from "./items_telling.ts";
import { wordingOf } from "./items_wording.ts";
import type { SchemaIssue } from "./standard_schema.ts";

/** Returns the item of an issue of any library but Zod. */
export function otherItem(
  { place, input }: FailedPart,
  issue: SchemaIssue,
  read: ReadInput,
): ValidationItem {
  const path = pathOf(issue, input);
  const { value, source } = find(input, path);
  return {
    type: "validation_error",
    loc: locOf(place, path),
    msg: wordingOf(issue, { values: [value, source], input: read }),
  };
}
