/**
 * The requests that every contender is measured on, and the one right answer to each.
 *
 * @module
 */

/** Name of a load, as `--load` takes it. */
export type LoadName = "get" | "params" | "post" | "user";

/** One request, repeated over and over, and what comes back. */
export interface Load {
  readonly name: LoadName;
  readonly method: "GET" | "POST";
  /** Path and query. */
  readonly path: string;
  /** JSON text to send, `""` where the request has no body. */
  readonly body: string;
  /** JSON text of the answer, to the byte. */
  readonly answer: string;
  /** Other bodies to try before anything is measured, so that nobody skips the work. */
  readonly trials?: readonly Trial[];
}

/** A body that is tried once. */
export interface Trial {
  readonly body: string;
  /** Whether it must be answered 4xx; else it must be answered as the load's own body is. */
  readonly isRefused: boolean;
}

const POSTED =
  '{"name":"Ada Lovelace","email":"ada@example.com","age":36,"tags":["math","engines"]}';

const USER = {
  name: "Ada Lovelace",
  email: "ada.lovelace@example.com",
  age: 36,
  tags: ["mathematics", "analytical engines"],
  active: true,
};
const USER_TEXT = JSON.stringify(USER);

/** Each breaks another rule of the user's schema. */
const BAD_FIELDS: readonly Readonly<Record<string, unknown>>[] = [
  { name: "" },
  { email: "ada" },
  { age: -1 },
  { age: 36.5 },
  { tags: Array.from({ length: 11 }, () => "math") },
  { tags: [{}] },
  { active: "perhaps" },
  { active: undefined },
];

const USER_TRIALS: readonly Trial[] = [
  { body: JSON.stringify({ ...USER, admin: true }), isRefused: false },
  ...BAD_FIELDS.map((field) => ({ body: JSON.stringify({ ...USER, ...field }), isRefused: true })),
];

/** Every load there is, by name. */
export const LOADS: Readonly<Record<LoadName, Load>> = {
  get: { name: "get", method: "GET", path: "/", body: "", answer: '{"message":"Hello"}' },
  params: {
    name: "params",
    method: "GET",
    path: "/users/42?q=hello",
    body: "",
    answer: '{"id":"42","q":"hello"}',
  },
  post: { name: "post", method: "POST", path: "/echo", body: POSTED, answer: POSTED },
  user: {
    name: "user",
    method: "POST",
    path: "/users",
    body: USER_TEXT,
    answer: USER_TEXT,
    trials: USER_TRIALS,
  },
};

/** Tells whether `name` is a load. */
export function isLoadName(name: string): name is LoadName {
  return Object.hasOwn(LOADS, name);
}

/** The bytes of the HTTP request that `load` stands for. */
export function requestText({ method, path, body }: Load): string {
  const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n`;
  if (body === "") return `${head}\r\n`;
  return `${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}
