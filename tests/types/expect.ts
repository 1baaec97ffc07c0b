/** True where two types are the same, `any` and optional members told apart. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2)
  ? true
  : false;

/** Fails to compile unless its type argument is true. */
export function expectType<T extends true>(): T | undefined {
  return undefined;
}
