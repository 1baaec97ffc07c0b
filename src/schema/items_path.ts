import type { InputPlace } from "../http/validation_item.ts";
import { nameOf } from "./items_text.ts";
import type { SchemaIssue } from "./standard_schema.ts";

/** The way to a value: names, and places in lists. */
export type Path = readonly (string | number)[];

/** What stands at a path. */
export interface Found {
  readonly value: unknown;
  /** Whether nothing stands there. Not so where the path leads into what a schema made of a text. */
  readonly isMissing: boolean;
  /** What a schema made the value of, where the path leads into that. */
  readonly source?: unknown;
}

/**
 * Returns the path of an issue in what the schema read: segments as their keys, places in lists as
 * numbers. Symbols, and the objects that are keys of a map, are left out.
 */
export function pathOf({ path = [] }: SchemaIssue, input: unknown): Path {
  const steps: (string | number)[] = [];
  let container = input;
  for (const segment of path) {
    const key = typeof segment === "object" ? segment.key : segment;
    if (typeof key !== "string" && typeof key !== "number") continue;
    const step = Array.isArray(container) ? placeOf(key) : key;
    steps.push(step);
    container = memberOf(container, step);
  }
  return steps;
}

/** Follows a path. */
export function find(input: unknown, path: Path): Found {
  let value = input;
  for (const step of path) {
    if (value === undefined) return { value, isMissing: true };
    if (!hasMembers(value)) return { value: undefined, isMissing: false, source: value };
    value = memberOf(value, step);
  }
  return { value, isMissing: value === undefined };
}

/** Returns the `loc` of an item. */
export function locOf(place: InputPlace, path: Path): Path {
  return [place, ...path.map((step) => typeof step === "string" ? nameOf(step) : step)];
}

function placeOf(key: string | number): string | number {
  return typeof key === "string" && /^\d+$/.test(key) ? Number(key) : key;
}

/** What has no members, or has them in another way, was made by a schema of what was sent. */
function hasMembers(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return !(value instanceof Map || value instanceof Set);
}

function memberOf(value: unknown, step: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return Reflect.get(value, step);
}
