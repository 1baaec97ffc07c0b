import type { Component, Links } from "./component.ts";

/** A schema as text, its references apart. */
interface Outline {
  readonly text: string;
  readonly targets: readonly Component[];
}

/**
 * Returns a number for each component: the same for two that say the same, all that they refer to
 * included, and have the same id. Recursive ones are told apart as states of a machine are: all
 * count as equal until their text, or the number of one they refer to, says otherwise.
 */
export function classify(components: readonly Component[], links: Links): Map<Component, number> {
  const outlines = components.map(({ schema }) => outlineOf(schema, links));
  let keys = components.map(({ id }, index) => `${id ?? ""} ${outlines[index]?.text}`);
  let count = 0;
  for (;;) {
    const numbers = numberEach(keys);
    const byComponent = new Map(components.map((item, index) => [item, numbers[index] ?? 0]));
    const next = new Set(numbers).size;
    if (next === count) return byComponent;
    count = next;
    keys = outlines.map(({ targets }, index) =>
      `${numbers[index]}:${targets.map((target) => byComponent.get(target)).join()}`
    );
  }
}

function numberEach(keys: readonly string[]): number[] {
  const numbers = new Map<string, number>();
  return keys.map((key) => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

function outlineOf(schema: object, links: Links): Outline {
  const targets: Component[] = [];
  const text = JSON.stringify(schema, (_, value) => {
    const target = links.get(value);
    if (target !== undefined) targets.push(target);
    return value;
  });
  return { text, targets };
}
