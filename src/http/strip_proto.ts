/**
 * Removes own `__proto__` keys, and `prototype` below a key `constructor`, from a value that JSON.parse
 * made, at every depth: a later merge of them could change the prototype of other objects.
 *
 * @example
 * ```ts
 * stripProto(JSON.parse('{ "a": 1, "__proto__": { "admin": true } }')); // { a: 1 }
 * ```
 */
export function stripProto(value: unknown): void {
  const left: unknown[] = [value];
  while (left.length > 0) {
    const object = left.pop();
    if (typeof object !== "object" || object === null) continue;
    Reflect.deleteProperty(object, "__proto__");
    if (Object.hasOwn(object, "constructor")) stripPrototype(Reflect.get(object, "constructor"));
    for (const member of Object.values(object)) left.push(member);
  }
}

function stripPrototype(constructor: unknown): void {
  if (typeof constructor === "object" && constructor !== null) {
    Reflect.deleteProperty(constructor, "prototype");
  }
}
