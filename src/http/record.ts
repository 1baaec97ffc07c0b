/** Named values of a request: no prototype, so a name such as `constructor` is just a name. */
export type TextRecord = Readonly<Record<string, string | undefined>>;

/** Query or form values: a name given more than once has an array. */
export type MultiRecord = Readonly<Record<string, string | string[] | undefined>>;

/**
 * An object that inherits nothing, for names that come from outside: `constructor` and `__proto__`
 * are plain names in it.
 *
 * Its prototype is an empty frozen object whose own prototype is null. `Object.create(null)` would
 * make V8 use a hash table: reading it and JSON.stringify of it cost twice as much.
 */
export class BareRecord<T> {
  /** Whatever was put in. */
  [name: string]: T | undefined;

  static {
    Reflect.deleteProperty(this.prototype, "constructor");
    Object.setPrototypeOf(this.prototype, null);
    Object.freeze(this.prototype);
  }
}
