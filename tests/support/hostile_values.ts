/** Stands in messages and values that no answer may repeat. */
export const SECRET = "hunter2";

/** Throws, wherever it is put. */
export function refuse(): never {
  throw new Error("The trap threw");
}

/** An object that cannot be looked at in any way. */
export const HOSTILE: object = new Proxy({}, {
  get: refuse,
  has: refuse,
  ownKeys: refuse,
  getPrototypeOf: refuse,
  getOwnPropertyDescriptor: refuse,
});

/** Makes a Proxy that throws on every use but `typeof`. */
export function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** Makes an object that holds itself. */
export function cycle(): object {
  const one: { self?: unknown } = {};
  one.self = one;
  return one;
}
