import { HttpError, Spikard } from "../../mod.ts";
import type { TestRequestInit } from "../../src/testing/mod.ts";
import { RETURN_VALUES } from "./return_values.ts";
import { WEB_RESPONSES } from "./web_responses.ts";

/** One request, whose answer must not depend on the way it takes. */
export interface ClientCase {
  readonly name: string;
  readonly path: string;
  readonly init?: TestRequestInit;
}

const VALUES = [...RETURN_VALUES, ...WEB_RESPONSES];

/** The app that answers {@linkcode CLIENT_CASES}. */
export function casesApp(): Spikard {
  const app = new Spikard({ bodyLimit: "64kb" });
  for (const [index, { handler }] of VALUES.entries()) app.get(`/values/${index}`, handler);
  app.get("/users/:id", ({ params, query }) => ({ ...params, query: { ...query } }));
  app.post("/echo", ({ body, header }) => ({ type: header("content-type") ?? null, body }));
  app.post("/form", async ({ body }) => {
    const [name, file] = [...body as FormData].map(([, value]) => value); // what the case sends
    return { name: name as string, file: await (file as File).text() };
  });
  app.query("/search", ({ body }) => ({ found: body }));
  app.get("/seen", ({ header, cookies, ip }) => ({ x: header("x-a"), ...cookies, ip }));
  app.get("/fault", () => {
    throw new HttpError(402, "The card was declined", { code: "card_declined" });
  });
  app.get("/chunks", async function* () {
    yield "one ";
    yield "two";
  });
  return app;
}

function form(): FormData {
  const data = new FormData();
  data.append("name", "é");
  data.append("file", new File(["hi"], "a.txt", { type: "text/plain" }));
  return data;
}

const text = { "content-type": "text/plain" };

/** Requests of every kind. */
export const CLIENT_CASES: readonly ClientCase[] = [
  ...VALUES.map(({ name }, index) => ({ name, path: `/values/${index}` })),
  { name: "parameters and a query", path: "/users/a%20b?x=1&x=2&y=%C3%BC" },
  { name: "dot segments", path: "/users/../users/./7" },
  { name: "headers and cookies", path: "/seen", init: { headers: { "x-a": "é", cookie: "c=1" } } },
  { name: "JSON", path: "/echo", init: { method: "POST", json: { a: ["é"] } } },
  { name: "text", path: "/echo", init: { method: "POST", body: "é", headers: text } },
  {
    name: "an urlencoded form",
    path: "/echo",
    init: {
      method: "POST",
      body: new URLSearchParams({ a: "1 2" }),
    },
  },
  { name: "a multipart form", path: "/form", init: { method: "POST", body: form() } },
  { name: "QUERY", path: "/search", init: { method: "QUERY", json: { a: 1 } } },
  { name: "HEAD", path: "/users/7", init: { method: "HEAD" } },
  { name: "OPTIONS", path: "/echo", init: { method: "OPTIONS" } },
  { name: "a stream", path: "/chunks" },
  { name: "HEAD of a stream", path: "/chunks", init: { method: "HEAD" } },
  { name: "no route", path: "/nowhere" },
  { name: "another method", path: "/echo", init: { method: "DELETE" } },
  { name: "a malformed path", path: "/users/%2F" },
  { name: "an URL that is too long", path: `/users/${"x".repeat(9000)}` },
  {
    name: "malformed JSON",
    path: "/echo",
    init: {
      method: "POST",
      body: "{",
      headers: { "content-type": "application/json" },
    },
  },
  {
    name: "a body over the limit",
    path: "/echo",
    init: {
      method: "POST",
      body: "x".repeat(65 * 1024),
      headers: text,
    },
  },
  {
    name: "a header that is too large",
    path: "/",
    init: { headers: { "x-a": "x".repeat(17000) } },
  },
  { name: "an error", path: "/fault" },
];
