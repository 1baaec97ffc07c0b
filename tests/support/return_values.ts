import type { AnyHandler } from "../../src/http/handler.ts";
import {
  accepted,
  created,
  html,
  json,
  noContent,
  redirect,
  status,
  text,
} from "../../src/http/replies.ts";

/** One handler and the answer its value must become, in memory and on a socket alike. */
export interface ReturnCase {
  readonly name: string;
  readonly handler: AnyHandler;
  /** Default 200. */
  readonly status?: number;
  /** Content type; null where there must be none. */
  readonly type: string | null;
  /** Further headers; null for one that must not be there. Default: none. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Every Set-Cookie, in order. Default: none. */
  readonly cookies?: readonly string[];
  readonly body: string | Uint8Array;
}

const JSON_TYPE = "application/json";
const TEXT = "text/plain; charset=utf-8";
const HTML = "text/html; charset=utf-8";
const BINARY = "application/octet-stream";

const BYTES = new Uint8Array([0, 127, 128, 255]);

class Point {
  x = 1;
  y = 2;
}

/** What the types refuse, as a program in JavaScript may return it. */
const untyped = (value: unknown): AnyHandler => () => value as object;

const JSON_VALUES: readonly ReturnCase[] = ([
  ["a plain object", () => ({ id: 1, name: "Ada" }), '{"id":1,"name":"Ada"}'],
  ["an array", () => [1, "two", null], '[1,"two",null]'],
  ["an empty object", () => ({}), "{}"],
  ["an object without a prototype", () => Object.create(null), "{}"],
  ["an instance of a class", () => new Point(), '{"x":1,"y":2}'],
  ["an object with toJSON()", () => ({ cents: 150, toJSON: () => "1.5 EUR" }), '"1.5 EUR"'],
  ["a Date", () => new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ["a number", () => 42, "42"],
  ["NaN", () => NaN, "null"],
  ["an object with NaN and Infinity", () => ({ a: NaN, b: Infinity }), '{"a":null,"b":null}'],
  ["true", () => true, "true"],
  ["false", () => false, "false"],
  ["null", () => null, "null"],
  ["an object with text beyond ASCII", () => ({ t: "é€😀" }), '{"t":"é€😀"}'],
  ["an object with half a surrogate pair", () => ({ t: "\ud800" }), '{"t":"\\ud800"}'],
  ["json() of a string", () => json("hello"), '"hello"'],
  ["a promise", () => Promise.resolve({ later: true }), '{"later":true}'],
  [
    "a thenable that is no promise",
    untyped({ then: (resolve: (value: unknown) => void) => resolve({ then: 1 }) }),
    '{"then":1}',
  ],
] satisfies [string, AnyHandler, string][]).map(([name, handler, body]) => ({
  name,
  handler,
  type: JSON_TYPE,
  body,
}));

const TEXTS: readonly ReturnCase[] = [
  { name: "a string", handler: () => "hello", type: TEXT, body: "hello" },
  { name: "an empty string", handler: () => "", type: TEXT, body: "" },
  { name: "a string of markup", handler: () => "<b>", type: TEXT, body: "<b>" },
  { name: "a string beyond ASCII", handler: () => "é€😀", type: TEXT, body: "é€😀" },
  { name: "text()", handler: () => text("short", 203), status: 203, type: TEXT, body: "short" },
  { name: "html()", handler: () => html("<h1>é</h1>"), type: HTML, body: "<h1>é</h1>" },
];

const BINARIES: readonly ReturnCase[] = [
  { name: "a Uint8Array", handler: () => BYTES, type: BINARY, body: BYTES },
  {
    name: "part of a buffer",
    handler: () => BYTES.subarray(1, 3),
    type: BINARY,
    body: BYTES.subarray(1, 3),
  },
  { name: "an ArrayBuffer", handler: () => BYTES.buffer, type: BINARY, body: BYTES },
  {
    name: "a DataView",
    handler: () => new DataView(BYTES.buffer, 2),
    type: BINARY,
    body: BYTES.subarray(2),
  },
  {
    name: "shared memory",
    handler: () => new Uint8Array(new SharedArrayBuffer(2)).fill(7),
    type: BINARY,
    body: new Uint8Array([7, 7]),
  },
  { name: "no bytes", handler: () => new Uint8Array(), type: BINARY, body: new Uint8Array() },
  {
    name: "a Blob",
    handler: () => new Blob(["a,b"], { type: "text/csv" }),
    type: "text/csv",
    body: "a,b",
  },
  { name: "a Blob without a type", handler: () => new Blob(["x"]), type: BINARY, body: "x" },
  {
    name: "a File",
    handler: () => new File(["hi"], 'a "é".txt', { type: "text/csv" }),
    type: "text/csv",
    headers: {
      "content-disposition":
        `attachment; filename="a ___.txt"; filename*=UTF-8''a%20%22%C3%A9%22.txt`,
    },
    body: "hi",
  },
];

const STATUSES: readonly ReturnCase[] = [
  { name: "undefined", handler: () => undefined, status: 204, type: null, body: "" },
  { name: "noContent()", handler: () => noContent(), status: 204, type: null, body: "" },
  {
    name: "created()",
    handler: () => created({ id: 7 }).header("location", "/users/7"),
    status: 201,
    type: JSON_TYPE,
    headers: { location: "/users/7" },
    body: '{"id":7}',
  },
  {
    name: "accepted() of a string",
    handler: () => accepted("queued"),
    status: 202,
    type: TEXT,
    body: "queued",
  },
  { name: "status() alone", handler: () => status(418), status: 418, type: null, body: "" },
  {
    name: "status() with bytes",
    handler: () => status(203, BYTES),
    status: 203,
    type: BINARY,
    body: BYTES,
  },
  {
    name: "status() with a Blob",
    handler: () => status(203, new Blob(["x"], { type: "text/csv" })),
    status: 203,
    type: "text/csv",
    body: "x",
  },
  {
    name: "redirect()",
    handler: () => redirect("/new?a=é"),
    status: 302,
    type: null,
    headers: { location: "/new?a=%C3%A9" },
    body: "",
  },
  {
    name: "a reply with cookies",
    handler: () => text("in").cookie("a", "1").cookie("b", "2"),
    type: TEXT,
    cookies: ["a=1; Path=/", "b=2; Path=/"],
    body: "in",
  },
  {
    name: "a promise of a reply",
    handler: () => Promise.resolve(created("x")),
    status: 201,
    type: TEXT,
    body: "x",
  },
];

const SET_VALUES: readonly ReturnCase[] = [
  {
    name: "an object after set.status, set.header and set.cookie",
    handler: ({ set }) => {
      set.status(202);
      set.header("X-Trace", "7");
      set.cookie("sid", "abc", { httpOnly: true });
      return { queued: true };
    },
    status: 202,
    type: JSON_TYPE,
    headers: { "x-trace": "7" },
    cookies: ["sid=abc; Path=/; HttpOnly"],
    body: '{"queued":true}',
  },
  {
    name: "a string with a content type of its own",
    handler: ({ set }) => {
      set.header("content-type", "text/csv");
      return "a,b";
    },
    type: "text/csv",
    body: "a,b",
  },
  {
    name: "undefined after set.status(200)",
    handler: ({ set }) => set.status(200),
    type: null,
    body: "",
  },
  {
    name: "an object after set.status(204)",
    handler: ({ set }) => {
      set.status(204);
      return { ignored: true };
    },
    status: 204,
    type: null,
    body: "",
  },
  {
    name: "a helper, which goes before what was set",
    handler: ({ set }) => {
      set.status(500);
      set.header("x-a", "set");
      set.header("x-b", "set");
      set.cookie("sid", "set");
      set.cookie("theme", "dark");
      return created("x").header("x-b", "own").cookie("sid", "own");
    },
    status: 201,
    type: TEXT,
    headers: { "x-a": "set", "x-b": "own" },
    cookies: ["theme=dark; Path=/", "sid=own; Path=/"],
    body: "x",
  },
];

/** Every kind of value that has an answer of its own; a Response has a table beside this one. */
export const RETURN_VALUES: readonly ReturnCase[] = [
  ...JSON_VALUES,
  ...TEXTS,
  ...BINARIES,
  ...STATUSES,
  ...SET_VALUES,
];
