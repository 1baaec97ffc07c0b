/**
 * Gives `Symbol.metadata` where the host has none yet, under the key that compilers agree on: tsc
 * hands decorators their `context.metadata` only where it exists before the class is evaluated.
 *
 * @module
 */

if (!Reflect.has(Symbol, "metadata")) {
  Reflect.defineProperty(Symbol, "metadata", { value: Symbol.for("Symbol.metadata") });
}
