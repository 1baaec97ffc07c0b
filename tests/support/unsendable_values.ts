import type { AnyHandler } from "../../src/http/handler.ts";
import { json, status, text } from "../../src/http/replies.ts";
import { cycle, HOSTILE, refuse, SECRET } from "./hostile_values.ts";
import type { FailureCase } from "./thrown_values.ts";

function consumed(): Response {
  const response = new Response(SECRET);
  void response.text();
  return response;
}

function failingStream(): Response {
  return new Response(
    new ReadableStream({
      pull: (controller) => controller.error(new Error(SECRET)),
    }),
  );
}

function locked(): ReadableStream {
  const stream = new ReadableStream();
  stream.getReader();
  return stream;
}

const rows: readonly (readonly [name: string, make: () => unknown, logged: RegExp])[] = [
  ["a function", () => () => SECRET, /returned a function/],
  ["a class", () => class Secret {}, /returned a function/],
  ["a symbol", () => Symbol(SECRET), /returned a symbol/],
  ["a bigint", () => 1n, /BigInt|bigint/],
  ["an Error", () => new Error(SECRET), /returned an Error.*hunter2/],
  ["a cycle", () => cycle(), /cycl|circ/],
  ["an object with a bigint in it", () => ({ deep: [1n] }), /BigInt|bigint/],
  ["an object whose toJSON() throws", () => ({ toJSON: refuse }), /The trap threw/],
  [
    "an object whose toJSON() gives nothing",
    () => ({ toJSON: () => {} }),
    /toJSON\(\) gives nothing/,
  ],
  ["an object with a getter that throws", () => ({
    get value() {
      return refuse();
    },
  }), /trap threw/],
  ["an object whose then getter throws", () => ({
    get then() {
      return refuse();
    },
  }), /trap threw/],
  ["a thenable that throws", () => ({ then: refuse }), /The trap threw/],
  ["a Proxy whose traps throw", () => HOSTILE, /The trap threw/],
  ["a ReadableStream that is read already", () => locked(), /read already/],
  ["Response.error()", () => Response.error(), /SPK_BAD_STATUS/],
  ["a Response that was read", () => consumed(), /read already/],
  ["a Response whose stream fails", () => failingStream(), /hunter2/],
  ["json() of undefined", () => json(undefined), /returned undefined/],
  ["text() of a number", () => text(1 as unknown as string), /text holds a number/],
  ["a reply within a reply", () => status(200, text("inner")), /holds another reply/],
  ["a Response within a reply", () => status(200, new Response("inner")), /holds another reply/],
];

/** Every value that has no form on the wire: the answer is a bare 500, and the log says why. */
export const UNSENDABLE_VALUES: readonly FailureCase[] = rows.map(([name, make, logged]) => ({
  name: `returning ${name}`,
  // What the types refuse, as a program in JavaScript may return it.
  handler: make as AnyHandler,
  logged,
}));
