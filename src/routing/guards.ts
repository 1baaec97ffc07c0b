import type { Guard } from "../http/hooks.ts";
import { prototypeOf, prototypesOf } from "./registry.ts";

/** A guard that a decorator recorded for a method. */
export interface MethodGuard {
  readonly name: string | symbol;
  /** Identity of the class body the decorator stands in. */
  readonly owner: object;
  readonly guard: Guard;
}

const methodGuards = new WeakMap<object, MethodGuard[]>();
const classGuards = new WeakMap<object, Set<Guard>>();

/** Records a guard of an instance's method; decorators do so while the instance is made. */
export function recordMethodGuard(instance: object, guard: MethodGuard): void {
  const guards = methodGuards.get(instance);
  if (guards === undefined) methodGuards.set(instance, [guard]);
  else guards.push(guard);
}

/** Records a guard of a class; the decorator of the lowest line comes first. */
export function recordClassGuard(target: object, guard: Guard): void {
  const prototype = prototypeOf(target);
  const guards = classGuards.get(prototype);
  if (guards === undefined) classGuards.set(prototype, new Set([guard]));
  else guards.add(guard);
}

/**
 * Returns the guards of each guarded method of an instance: those of a base class before those of
 * its subclasses, in one class in the order of their lines.
 */
export function methodGuardsOf(instance: object): ReadonlyMap<string | symbol, readonly Guard[]> {
  const byName = new Map<string | symbol, Guard[]>();
  for (const { name, guard } of inLineOrder(methodGuards.get(instance) ?? [])) {
    byName.set(name, [...byName.get(name) ?? [], guard]);
  }
  return byName;
}

/** Returns the guards of the class of an instance and of its base classes, the base first. */
export function classGuardsOf(instance: object): readonly Guard[] {
  const recorded = prototypesOf(instance).reverse().map((prototype) => classGuards.get(prototype));
  return [...new Set(recorded.flatMap((guards) => [...guards ?? []].reverse()))];
}

/** Decorators run from the lowest line of a class body up. */
function inLineOrder(guards: readonly MethodGuard[]): MethodGuard[] {
  const bodies = new Map<object, MethodGuard[]>();
  for (const guard of guards) bodies.set(guard.owner, [guard, ...bodies.get(guard.owner) ?? []]);
  return [...bodies.values()].flat();
}
