import { UsageError } from "../http/usage_error.ts";
import type { Component, Links } from "./component.ts";
import { classify } from "./component_classes.ts";

/**
 * Names components: the id, and `NameInput` for what is read under an id where that differs from
 * what is given; without an id the hint, numbered where it is taken. Those that say the same share
 * a name.
 *
 * Throws TypeError `SPK_DUPLICATE_SCHEMA` where a program gave one id to two schemas.
 */
export function nameComponents(
  components: readonly Component[],
  links: Links,
): ReadonlyMap<Component, string> {
  const classes = classify(components, links);
  const byId = groupById(components);
  const names = new Names(classes, [...byId.keys()]);
  for (const [id, group] of byId) {
    checkUnique(group, classes);
    nameForms(id, group, names);
  }
  for (const component of components) names.give(component, component.hint);
  return new Map(components.map((component) => [component, names.of(component)]));
}

function groupById(components: readonly Component[]): Map<string, Component[]> {
  const groups = new Map<string, Component[]>();
  for (const component of components) {
    if (component.id === undefined) continue;
    const group = groups.get(component.id) ?? [];
    groups.set(component.id, group);
    group.push(component);
  }
  return groups;
}

/** Names by class: what says the same has one name. */
class Names {
  readonly #classes: ReadonlyMap<Component, number>;
  readonly #taken: Set<string>;
  readonly #names = new Map<number | undefined, string>();

  constructor(classes: ReadonlyMap<Component, number>, taken: readonly string[]) {
    this.#classes = classes;
    this.#taken = new Set(taken);
  }

  of(component: Component): string {
    return this.#names.get(this.#classes.get(component)) ?? component.hint;
  }

  has(component: Component): boolean {
    return this.#names.has(this.#classes.get(component));
  }

  /** Gives a name that may be one of those taken. */
  set(component: Component, name: string): void {
    this.#names.set(this.#classes.get(component), name);
  }

  /** Gives the name, or the first of `Name2`, `Name3` and so on that is free, where it has none. */
  give(component: Component, name: string): void {
    if (this.has(component)) return;
    let free = name;
    for (let number = 2; this.#taken.has(free); number += 1) free = `${name}${number}`;
    this.#taken.add(free);
    this.set(component, free);
  }
}

function nameForms(id: string, group: readonly Component[], names: Names): void {
  const output = group.find(({ form }) => form === "output");
  const input = group.find(({ form }) => form === "input");
  if (output !== undefined) names.set(output, id);
  else if (input !== undefined) names.set(input, id);
  if (input !== undefined) names.give(input, `${id}Input`);
  for (const component of group) {
    const first = component.form === "output" ? output : input;
    if (names.has(component) || first === undefined) continue;
    if (component.isGiven) names.set(component, names.of(first));
    else names.give(component, id);
  }
}

function checkUnique(
  group: readonly Component[],
  classes: ReadonlyMap<Component, number>,
): void {
  const distinct: Component[] = [];
  const isKnown = alikeIn(classes);
  for (const component of group.filter(({ isGiven }) => isGiven)) {
    if (isKnown(component)) continue;
    const other = distinct.find((earlier) =>
      classes.get(earlier) !== classes.get(component) && !mayBeOne(earlier, component)
    );
    if (other !== undefined) throw duplicateSchema(other, component);
    distinct.push(component);
  }
}

/** Tells whether one that says the same, of the same origin and form, was asked about before. */
function alikeIn(classes: ReadonlyMap<Component, number>): (component: Component) => boolean {
  const seen = new Map<object | undefined, Set<string>>();
  return (component) => {
    const known = seen.get(component.origin) ?? new Set();
    seen.set(component.origin, known);
    const key = `${component.form} ${classes.get(component)}`;
    const { size } = known;
    return known.add(key).size === size;
  };
}

/** Two texts may be one schema: in its two forms, or where recursion was entered elsewhere. */
function mayBeOne(one: Component, other: Component): boolean {
  if (one.origin !== undefined && other.origin !== undefined) return one.origin === other.origin;
  return one.form !== other.form;
}

/** Where an id was given, and how it was written. */
type NamedUse = Pick<Component, "name" | "place">;

/** The error for two schemas with one id. */
export function duplicateSchema(one: NamedUse, other: NamedUse): UsageError {
  const places = one.place === other.place
    ? `${one.place} twice`
    : `${one.place} and in ${other.place}`;
  const message = one.name === other.name
    ? `The id "${one.name}" stands for two schemas, in ${places}: rename one, or use one schema`
    : `The ids "${one.name}" and "${other.name}" are the same in OpenAPI, where all but letters, ` +
      `digits, ".", "_" and "-" is "_", in ${places}: rename one`;
  return new UsageError("SPK_DUPLICATE_SCHEMA", message);
}
