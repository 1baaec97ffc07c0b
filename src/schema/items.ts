/**
 * What the schemas found wrong, as the items of a 422 answer. The input itself is never in them.
 *
 * @module
 */

import type { ValidationItem } from "../http/validation_item.ts";
import type { FailedPart } from "./failed_part.ts";
import { otherItem } from "./items_other.ts";
import { ReadInput } from "./items_telling.ts";
import { zodItemCount, zodItems } from "./items_zod.ts";
import { zodSchema } from "./zod_def.ts";

export type { FailedPart } from "./failed_part.ts";

/** Most items of one answer; what comes after them is only counted. */
const MAX_ITEMS = 100;

/** The items of an answer. */
export interface Items {
  /** At most 100, in the order of the parts and of their issues. */
  readonly items: readonly ValidationItem[];
  /** How many there would be. */
  readonly total: number;
}

/** Returns the items of all parts that were refused. */
export function itemsOf(parts: readonly FailedPart[]): Items {
  const items: ValidationItem[] = [];
  let total = 0;
  for (const part of parts) {
    const isZod = zodSchema(part.schema) !== null;
    const read = new ReadInput(part.input);
    for (const issue of part.issues) {
      total += isZod ? zodItemCount(issue) : 1;
      if (items.length === MAX_ITEMS) continue;
      addUpToMost(items, isZod ? zodItems(part, issue, read) : [otherItem(part, issue, read)]);
    }
  }
  return { items, total };
}

function addUpToMost(items: ValidationItem[], more: Iterable<ValidationItem>): void {
  for (const item of more) {
    items.push(item);
    if (items.length === MAX_ITEMS) return;
  }
}
