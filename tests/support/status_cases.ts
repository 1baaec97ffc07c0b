/**
 * Requests to one app, and the status that each must get: for every condition that the server refuses,
 * what is just good enough, just too much, and malformed. Bytes are written as latin1.
 *
 * @module
 */

/** One request. */
export interface StatusCase {
  readonly name: string;
  readonly request: string;
  readonly status: number;
  /** Headers that the answer must have. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Stands in what is refused: no answer may have it. */
export const MARKER = "qz7marker";

/** Longest body of `/small`. */
export const SMALL = 1_000;

type Row = readonly [
  name: string,
  status: number,
  request: string,
  headers?: Readonly<Record<string, string>>,
];

function get(target: string, ...fields: string[]): string {
  return [`GET ${target} HTTP/1.1`, "host: a", ...fields, "", ""].join("\r\n");
}

function post(target: string, type: string | undefined, body: string): string {
  const fields = type === undefined ? [] : [`content-type: ${type}`];
  return [
    `POST ${target} HTTP/1.1`,
    "host: a",
    ...fields,
    `content-length: ${body.length}`,
    "",
    body,
  ]
    .join("\r\n");
}

function chunked(target: string, body: string): string {
  const head = `POST ${target} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n` +
    "content-type: application/json\r\n\r\n";
  return `${head}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
}

const JSON_TYPE = "application/json";
const FORM = "application/x-www-form-urlencoded";
const json = (target: string, body: string) => post(target, JSON_TYPE, body);
const user = (name: string) => json("/users", `{"name":"${name}"}`);
const nested = (depth: number) => json("/any", "[".repeat(depth) + "]".repeat(depth));
const multipart = (body: string, type = "multipart/form-data; boundary=x") =>
  post("/form", type, body);
const field = (head: string) => `--x\r\n${head}\r\n\r\n${MARKER}\r\n`;
const DISPOSITION = 'content-disposition: form-data; name="a"';
const pairs = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`).join("&");
const values = (count: number) => Array(count).fill("a=1").join("&");
const cookies = (count: number) => Array.from({ length: count }, (_, at) => `c${at}=1`).join("; ");
const long = (length: number) => MARKER.padEnd(length, "x");

const MALFORMED: readonly Row[] = [
  ["JSON", 200, user("Ada")],
  ["JSON with white space around it", 200, json("/users", ' \r\n\t{"name" : "Ada"}\n')],
  ["JSON with a comma too many", 400, json("/users", `{"name":"${MARKER}",}`)],
  ["JSON in other quotes", 400, json("/users", `{'name':'${MARKER}'}`)],
  ["JSON that ends early", 400, json("/users", `{"name":"${MARKER}`)],
  ["two values of JSON", 400, json("/users", `{"name":"a"}{"name":"${MARKER}"}`)],
  ["JSON of nothing but white space", 400, json("/users", "  ")],
  ["text of two bytes", 200, user("\xc3\xa9")],
  ["half a character", 400, user(`${MARKER}\xc3`)],
  ["an overlong character", 400, user(`${MARKER}\xc0\xaf`)],
  ["half a surrogate pair in bytes", 400, user(`${MARKER}\xed\xa0\x80`)],
  ["half a surrogate pair escaped", 200, user("\\ud800")],
  ["a byte order mark within text", 200, user("\xef\xbb\xbf")],
  ["a byte order mark before JSON", 400, json("/users", '\xef\xbb\xbf{"name":"a"}')],
  ["a byte order mark after JSON", 400, json("/users", '{"name":"a"}\xef\xbb\xbf')],
  ["64 lists in each other", 200, nested(64)],
  ["65 lists in each other", 400, nested(65)],
  ["a thousand lists that never end", 400, json("/any", "[".repeat(900))],
];

const PROTOTYPES: readonly Row[] = [
  ["__proto__ where the schema drops it", 200, json("/users", '{"name":"a","__proto__":{}}')],
  ["__proto__ without a schema", 400, json("/any", `{"__proto__":"${MARKER}"}`)],
  ["__proto__ deep within", 400, json("/any", '[{"a":{"__proto__":{}}}]')],
  ["__proto__ that is escaped", 400, json("/any", '{"\\u005f_proto__":{}}')],
  [
    "__proto__ where the schema hands on what it does not know",
    400,
    json("/loose", '{"__proto__":1}'),
  ],
  ["a prototype in a constructor", 400, json("/any", '{"constructor":{"prototype":{}}}')],
  ["a constructor", 200, json("/any", '{"constructor":{"a":1}}')],
  ["__proto__ as a value", 200, json("/any", '{"a":"__proto__"}')],
];

const ENCODINGS: readonly Row[] = [
  ["a path that is encoded", 200, get("/items/%37")],
  ["a path that is encoded wrongly", 400, get(`/items/${MARKER}%zz`)],
  ["a path that is not UTF-8", 400, get("/items/%ff")],
  ["a path with an encoded slash", 400, get("/items/7%2F8")],
  ["a query that is encoded", 200, get("/search?%6e=%37")],
  ["a query that is encoded wrongly", 400, get(`/search?n=${MARKER}%zz`)],
  ["a query that is not UTF-8", 400, get("/search?n=%ff")],
  ["a query that ends in a percent sign", 400, get("/search?n=7%")],
  ["a form that is encoded", 200, post("/form", FORM, "%61=%C3%A9")],
  ["a form that is encoded wrongly", 400, post("/form", FORM, `a=${MARKER}%zz`)],
  ["a form that is not UTF-8", 400, post("/form", FORM, "a=\xff")],
];

const FRAMING: readonly Row[] = [
  ["a form of parts", 200, multipart(`${field(DISPOSITION)}--x--\r\n`)],
  ["a form of parts that never ends", 400, multipart(field(DISPOSITION))],
  ["a part without a name", 400, multipart(`${field("content-type: text/plain")}--x--\r\n`)],
  ["a form of parts without a boundary", 400, multipart("--x--\r\n", "multipart/form-data")],
  ["a form of parts between which is another boundary", 400, multipart(`--y\r\n${MARKER}`)],
];

const LIMITS: readonly Row[] = [
  ["100 cookies", 200, get("/cookies", `cookie: ${cookies(100)}`)],
  ["101 cookies", 400, get("/cookies", `cookie: ${cookies(101)}`)],
  ["a cookie of 8,192 characters", 200, get("/cookies", `cookie: c=${long(8_192)}`)],
  ["a cookie of 8,193 characters", 400, get("/cookies", `cookie: c=${long(8_193)}`)],
  ["a query of 1,000 pairs", 200, get(`/search?${pairs(1_000)}`)],
  ["a query of 1,001 pairs", 400, get(`/search?${pairs(1_001)}`)],
  ["100 values of one name", 200, get(`/search?${values(100)}`)],
  ["101 values of one name", 400, get(`/search?${values(101)}`)],
  ["a form of 1,000 pairs", 200, post("/form", FORM, pairs(1_000))],
  ["a form of 1,001 pairs", 400, post("/form", FORM, pairs(1_001))],
  ["a value of a form of 8 KiB", 200, post("/form", FORM, `a=${long(8_192)}`)],
  ["a value of a form over 8 KiB", 400, post("/form", FORM, `a=${long(8_193)}`)],
];

const REFUSED: readonly Row[] = [
  ["a text of the greatest length", 200, user("Adaaa")],
  ["a text that is too long", 422, user(MARKER)],
  ["a text that is too short", 422, user("")],
  ["a value of another type", 422, json("/users", `["${MARKER}"]`)],
  ["no body where one is required", 422, json("/users", "")],
  ["null where a body is required", 422, json("/users", "null")],
  ["the greatest number", 200, get("/search?n=10")],
  ["a number that is too great", 422, get("/search?n=11")],
  ["a text in place of a number", 422, get(`/search?n=${MARKER}`)],
  ["a number that JSON has not", 422, get("/search?n=07")],
  ["a number given twice", 422, get("/search?n=1&n=2")],
  ["an id that is no number", 422, get(`/items/${MARKER}`)],
  ["an id that no number holds", 422, get("/items/9007199254740993")],
];

const ROUTES: readonly Row[] = [
  ["a path that nothing has", 404, get("/nowhere")],
  ["a path of 8,192 bytes", 404, get(`/${"a".repeat(8_191)}`)],
  ["a path of 8,193 bytes", 414, get(`/${"a".repeat(8_192)}`)],
  ["another method", 405, get("/users"), { allow: "POST, OPTIONS" }],
  ["another method, with a body", 405, post("/items/7", JSON_TYPE, "{}"), {
    allow: "GET, HEAD, OPTIONS",
  }],
  ["a head over 16 KiB", 431, get("/search", `x-a: ${long(17_000)}`)],
];

const SIZES: readonly Row[] = [
  ["a body of the greatest size", 200, json("/small", `"${"x".repeat(SMALL - 2)}"`)],
  ["a body of one byte more", 413, json("/small", `"${long(SMALL - 1)}"`)],
  ["chunks of the greatest size", 200, chunked("/small", `"${"x".repeat(SMALL - 2)}"`)],
  ["chunks of one byte more", 413, chunked("/small", `"${long(SMALL - 1)}"`)],
];

const ACCEPTED = { "accept-post": JSON_TYPE };
const NAMED = '{"name":"Ada"}';

const TYPES: readonly Row[] = [
  ["JSON with its charset", 200, post("/users", "application/json; charset=UTF-8", NAMED)],
  ["a kind of JSON", 200, post("/users", "application/vnd.api+json", NAMED)],
  ["another content type", 415, post("/users", "text/plain", MARKER), ACCEPTED],
  ["no content type", 415, post("/users", undefined, NAMED), ACCEPTED],
  ["a content type that is none", 415, post("/users", "json", NAMED), ACCEPTED],
  ["another charset", 415, post("/users", "application/json; charset=utf-16", NAMED), ACCEPTED],
  ["a form where JSON is wanted", 415, post("/users", FORM, "name=Ada"), ACCEPTED],
];

const FAILURES: readonly Row[] = [
  ["an answer as declared", 200, get("/answer?id=7")],
  ["an answer that its schema refuses", 500, get(`/answer?id=${MARKER}`)],
  ["an answer of nothing", 500, get("/answer")],
  ["a handler that throws", 500, get(`/throw?${MARKER}`)],
  ["a handler that never answers", 504, get("/late")],
];

const TABLES = [
  ...[MALFORMED, PROTOTYPES, ENCODINGS, FRAMING, LIMITS],
  ...[REFUSED, ROUTES, SIZES, TYPES, FAILURES],
];

/** All of them. */
export const STATUS_CASES: readonly StatusCase[] = TABLES.flat().map(
  ([name, status, request, headers = {}]) => ({ name, status, request, headers }),
);
