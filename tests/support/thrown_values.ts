import type { AnyHandler } from "../../src/http/handler.ts";
import { HttpError } from "../../src/http/http_error.ts";
import { NotFound } from "../../src/http/http_errors.ts";
import { cycle, HOSTILE, refuse, revoked, SECRET } from "./hostile_values.ts";

/** A handler that fails where nobody expected it: the answer is a bare 500. */
export interface FailureCase {
  readonly name: string;
  readonly handler: AnyHandler;
  /** Matches the one line of the log. */
  readonly logged: RegExp;
}

type Row = readonly [name: string, value: unknown, logged: RegExp];

class Unprintable extends Error {
  override toString(): never {
    return refuse();
  }
}

function withGetter(key: string): Error {
  return Object.defineProperty(new Error(SECRET), key, { get: refuse });
}

function tampered(status: PropertyDescriptor): object {
  return Object.create(HttpError.prototype, { status, headers: { value: [] } });
}

const VALUES: readonly Row[] = [
  ["an Error", new RangeError(SECRET), /"name":"RangeError","message":"hunter2","stack":"/],
  ["an Error with a cause", new Error("Outer", { cause: new Error(SECRET) }), /"cause":{.*hunter2/],
  ["undefined", undefined, /"message":"undefined"/],
  ["null", null, /"message":"null"/],
  ["a string", SECRET, /"name":"string","message":"hunter2"/],
  ["a number", 0, /"message":"0"/],
  ["a symbol", Symbol(SECRET), /Symbol\(hunter2\)/],
  ["a bigint", 1n, /"message":"1"/],
  ["a function", () => SECRET, /"message":"function"/],
  ["a plain object", { reason: SECRET }, /reason.*hunter2/],
  ["a Response", new Response(SECRET), /"phase":"handler"/],
  ["an Error whose message getter throws", withGetter("message"), /"phase":"handler"/],
  ["an Error whose stack getter throws", withGetter("stack"), /"message":"hunter2"/],
  ["an Error whose cause getter throws", withGetter("cause"), /"message":"hunter2"/],
  ["an Error whose toString throws", new Unprintable(SECRET), /"message":"hunter2"/],
  ["a Proxy whose traps throw", HOSTILE, /"value":"\[unreadable\]"/],
  ["a revoked Proxy", revoked(), /"value":"\[unreadable\]"/],
  ["an HttpError whose status getter throws", tampered({ get: refuse }), /The trap threw/],
  ["an HttpError of status 42", tampered({ value: 42 }), /SPK_BAD_STATUS/],
  [
    "an HttpError with a cycle",
    new NotFound(SECRET, { extensions: { cycle: cycle() } }),
    /cycl|circ/,
  ],
];

/** Every value a handler may throw, thrown at once. */
export const THROWN_VALUES: readonly FailureCase[] = VALUES.map(([name, value, logged]) => ({
  name: `throwing ${name}`,
  handler: () => {
    throw value;
  },
  logged,
}));

/** The same values as reasons of a rejected promise. */
export const REJECTED_VALUES: readonly FailureCase[] = VALUES.map(([name, value, logged]) => ({
  name: `rejecting with ${name}`,
  handler: () => Promise.reject(value),
  logged,
}));
