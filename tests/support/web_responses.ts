import type { ReturnCase } from "./return_values.ts";

const BYTES = new Uint8Array([0, 127, 128, 255]);

function streamOf(...texts: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const text of texts) controller.enqueue(encoder.encode(text));
      controller.close();
    },
  });
}

/** The web-standard Response in its kinds, and the answer each must become. */
export const WEB_RESPONSES: readonly ReturnCase[] = [
  {
    name: "Response.json()",
    // Hosts differ in the type they give it, as they do for a Response of a string.
    handler: () =>
      Response.json({ a: 1 }, { status: 203, headers: { "content-type": "text/json" } }),
    status: 203,
    type: "text/json",
    body: '{"a":1}',
  },
  {
    name: "a Response without a body",
    handler: () => new Response(null, { status: 205 }),
    status: 205,
    type: null,
    body: "",
  },
  {
    name: "a Response of bytes",
    handler: () => new Response(BYTES, { headers: { "x-a": "1" } }),
    type: null,
    headers: { "x-a": "1" },
    body: BYTES,
  },
  {
    name: "a Response with two cookies",
    handler: () => {
      const headers = new Headers([["set-cookie", "a=1"], ["set-cookie", "b=2; Path=/"]]);
      return new Response(BYTES, { headers });
    },
    type: null,
    cookies: ["a=1", "b=2; Path=/"],
    body: BYTES,
  },
  {
    name: "a Response with headers that belong to the server",
    handler: () => new Response(BYTES, { headers: { "content-length": "99", upgrade: "h2c" } }),
    type: null,
    headers: { upgrade: null },
    body: BYTES,
  },
  {
    name: "a Response of a stream",
    handler: () => new Response(streamOf("one ", "two")),
    type: null,
    body: "one two",
  },
  {
    name: "a promise of a Response",
    handler: () => {
      const headers = { "content-type": "text/plain" };
      return Promise.resolve(new Response("later", { status: 404, headers }));
    },
    status: 404,
    type: "text/plain",
    body: "later",
  },
  {
    name: "a Response, which stays as it is, after set",
    handler: ({ set }) => {
      set.status(201);
      set.header("x-a", "set");
      set.cookie("sid", "set");
      return new Response(BYTES);
    },
    type: null,
    headers: { "x-a": null },
    body: BYTES,
  },
];
