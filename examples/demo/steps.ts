/**
 * What the demo asks the bookshop.
 *
 * @module
 */

/** One request, and what to say of it. */
export interface Step {
  readonly title: string;
  /** Method and target, as in a request line. */
  readonly request: `${string} /${string}`;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is where it is text, as JSON where it is an object. */
  readonly body?: string | object;
  /** Status that the answer must have. */
  readonly status: number;
  /** Headers of the answer that are worth a look. */
  readonly shows?: readonly string[];
  /** Whether the bookshop writes a line to its log. */
  readonly isLogged?: boolean;
}

const LE_GUIN = "/books/9780060512750";
const SOLARIS = "/books/9780156027601";

const answers: readonly Step[] = [
  { title: "A page: html() says what the string is", request: "GET /", status: 200 },
  { title: "A string is plain text", request: "GET /robots.txt", status: 200 },
  { title: "Objects and arrays are JSON", request: "GET /books?author=Le%20Guin", status: 200 },
  { title: "Bytes stay bytes", request: "GET /logo.gif", status: 200, shows: ["content-length"] },
  { title: "redirect() sends on", request: "GET /index.html", status: 308, shows: ["location"] },
  {
    title: "Cookies come and go",
    request: "GET /visits",
    headers: { cookie: "visits=6" },
    status: 200,
    shows: ["set-cookie"],
  },
];

const routes: readonly Step[] = [
  { title: "A parameter: /books/:isbn", request: `GET ${LE_GUIN}`, status: 200 },
  { title: "A rest: /shelves/*place", request: "GET /shelves/second-floor/a/3", status: 200 },
  { title: 'Any method: all("/echo")', request: "PURGE /echo?why=demo", status: 200 },
  {
    title: "QUERY: a search with a body",
    request: "QUERY /books",
    body: { title: "Dune" },
    status: 200,
  },
  {
    title: "PUT: a new book is 201, with its address",
    request: `PUT ${SOLARIS}`,
    body: { title: "Solaris", author: "Stanisław Lem", price: 1000, stock: 1 },
    status: 201,
    shows: ["location"],
  },
  { title: "PATCH: a lower price", request: `PATCH ${SOLARIS}`, body: { price: 900 }, status: 200 },
  { title: "DELETE: nothing left to say", request: `DELETE ${SOLARIS}`, status: 204 },
  {
    title: "OPTIONS is answered by itself",
    request: "OPTIONS /books",
    status: 204,
    shows: ["allow"],
  },
  {
    title: "POST: an async handler sells the last copy",
    request: `POST ${LE_GUIN}/orders`,
    status: 201,
  },
];

const failures: readonly Step[] = [
  {
    title: "Out of stock: onError(OutOfStock) answers",
    request: `POST ${LE_GUIN}/orders`,
    status: 409,
  },
  { title: "A thrown NotFound is a problem (RFC 9457)", request: "GET /books/1", status: 404 },
  { title: "Where no route is, notFound() answers", request: "GET /nowhere", status: 404 },
  {
    title: "A wrong method, and the right ones",
    request: "PUT /robots.txt",
    status: 405,
    shows: ["allow"],
  },
  {
    title: "Input that the schema refuses: what is wrong, and where",
    request: `PUT ${SOLARIS}`,
    body: { title: "" },
    status: 422,
  },
  {
    title: "Malformed JSON, of which nothing is repeated",
    request: `PUT ${SOLARIS}`,
    headers: { "content-type": "application/json" },
    body: '{"password": hunter2',
    status: 400,
  },
  {
    title: "A body over 1 MiB: refused in Rust, before any JavaScript runs",
    request: "POST /echo",
    headers: { "content-type": "text/plain" },
    body: "x".repeat(1_048_577),
    status: 413,
  },
  {
    title: "A bug: the client learns nothing, the log everything",
    request: "GET /report",
    status: 500,
    isLogged: true,
  },
];

/** All steps by chapter, in order: what one step changes, the next ones see. */
export const CHAPTERS: ReadonlyMap<string, readonly Step[]> = new Map([
  ["What a handler returns", answers],
  ["How routes are found", routes],
  ["When something goes wrong", failures],
]);
