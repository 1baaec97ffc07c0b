/** Tells objects and arrays that are nothing but data from all others, streams among them. */
export function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === Array.prototype || prototype === null) &&
    !(Symbol.asyncIterator in value);
}
