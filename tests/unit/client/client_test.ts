import { suite } from "uvu";
import * as assert from "uvu/assert";
import { client, type ClientOptions, createClient } from "../../../src/client/mod.ts";

const test = suite("client");

/** Takes whatever a test calls it with. */
interface Inputs {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: HeadersInit | Readonly<Record<string, unknown>>;
  readonly cookies?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly signal?: AbortSignal;
  readonly credentials?: RequestCredentials;
}

interface Result {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly status: number;
  readonly response: Response;
}

type Verb = (path: string, init?: Inputs) => Promise<Result>;
type Untyped = Readonly<Record<string, Verb>>;

const requests: Request[] = [];
test.before.each(() => {
  requests.length = 0;
});

/** Answers every request with the response, and keeps it. */
function answering(response: Response | (() => Response) = new Response(null, { status: 204 })) {
  const fetch = (url: string, init: RequestInit) => {
    requests.push(new Request(url, init));
    return Promise.resolve(typeof response === "function" ? response() : response);
  };
  return { baseUrl: "https://a.test", fetch };
}

// The types of a client have tests of their own.
const routes = (options: ClientOptions) => client<object>(options) as unknown as Untyped;
const paths = (options: ClientOptions) => createClient<object>(options) as unknown as Untyped;

/** The request that was sent last. */
function sent(): Request {
  const request = requests.at(-1);
  if (request === undefined) throw new Error("Nothing was sent");
  return request;
}

const METHODS: readonly (readonly [verb: string, method: string])[] = [
  ...["get", "post", "put", "patch", "delete", "head", "options", "query"].map((verb) =>
    [verb, verb.toUpperCase()] as const
  ),
  ["del", "DELETE"],
];

for (const [verb, method] of METHODS) {
  test(`${verb}() sends ${method}, for both clients`, async () => {
    for (const make of [routes, paths]) {
      await make(answering())[verb]?.("/x");
      assert.is(sent().method, method);
      assert.is(sent().url, "https://a.test/x");
    }
  });
}

test("inputs by the names of a document reach their places", async () => {
  const params = {
    path: { id: 7 },
    query: { tags: ["x", "y"] },
    header: { "x-number": 1, "x-list": ["a", "b"], "x-none": undefined },
    cookie: { sid: "a;b=c", none: undefined },
  };
  await paths(answering()).get?.("/users/{id}", { params, headers: { "x-own": "o" } });
  assert.is(sent().url, "https://a.test/users/7?tags=x&tags=y");
  assert.is(sent().headers.get("x-number"), "1");
  assert.is(sent().headers.get("x-list"), "a,b");
  assert.is(sent().headers.get("x-own"), "o");
  assert.not(sent().headers.has("x-none"));
  assert.is(sent().headers.get("cookie"), "sid=a%3Bb%3Dc");
});

test("inputs by the names of a spec reach their places", async () => {
  await routes(answering()).get?.("/users/:id", {
    params: { id: "a b" },
    query: { page: 2 },
    headers: { "x-at": new Date(0) },
    cookies: { sid: "1", theme: "dark" },
  });
  assert.is(sent().url, "https://a.test/users/a%20b?page=2");
  assert.is(sent().headers.get("x-at"), "1970-01-01T00:00:00.000Z");
  assert.is(sent().headers.get("cookie"), "sid=1; theme=dark");
});

test("headers of a call replace those of the client by name", async () => {
  const options = { ...answering(), headers: [["X-A", "client"], ["x-b", "client"]] };
  // A list of pairs is a HeadersInit.
  const api = paths(options as ClientOptions);
  await api.get?.("/", {
    params: { header: { "x-b": "input" } },
    headers: new Headers({ "x-a": "call" }),
  });
  assert.is(sent().headers.get("x-a"), "call");
  assert.is(sent().headers.get("x-b"), "input");
  await api.get?.("/");
  assert.is(sent().headers.get("x-a"), "client");
});

test("headers may be anything that gives pairs, with names that repeat", async () => {
  const list = [["x-a", "1"], ["x-a", "2"]];
  // What fetch of Deno and Bun takes, and their types do not all say.
  const api = routes({ ...answering(), headers: new Map([["x-b", "b"]]) as unknown as Headers });
  await api.get?.("/", { headers: list as HeadersInit });
  assert.is(sent().headers.get("x-a"), "1, 2");
  assert.is(sent().headers.get("x-b"), "b");
  await paths(answering()).get?.("/", { headers: new Map([["x-c", "c"]]) as unknown as Headers });
  assert.is(sent().headers.get("x-c"), "c");
});

test("headers that are undefined are not sent, those of the client neither", async () => {
  // A record whose members may be undefined, as process.env gives them.
  const headers = { "x-none": undefined, "x-null": null } as unknown as Record<string, string>;
  await routes({ ...answering(), headers }).get?.("/");
  assert.not(sent().headers.has("x-none"));
  assert.not(sent().headers.has("x-null"));
});

test("cookies of a call stand before those of the client", async () => {
  const api = routes({ ...answering(), headers: { cookie: "sid=client; theme=dark" } });
  await api.get?.("/", { cookies: { sid: "call" } });
  assert.is(sent().headers.get("cookie"), "sid=call; sid=client; theme=dark");
  await api.get?.("/", { cookies: { sid: undefined } });
  assert.is(sent().headers.get("cookie"), "sid=client; theme=dark");
});

for (const baseUrl of ["https://a.test/?key=1", "https://a.test#top"]) {
  test(`a client of ${baseUrl} is refused when it is made`, () => {
    for (const make of [routes, paths]) {
      assert.throws(() => make({ baseUrl }), /baseUrl .* has a query or a hash/);
    }
  });
}

test("what else fetch takes reaches it", async () => {
  const controller = new AbortController();
  await routes(answering()).get?.("/", { signal: controller.signal, credentials: "include" });
  controller.abort();
  assert.ok(sent().signal.aborted);
  assert.is(sent().credentials, "include");
});

test("the global fetch is looked up at each call", async () => {
  const api = routes({ baseUrl: "https://a.test" });
  const { fetch } = globalThis;
  try {
    globalThis.fetch = () => Promise.resolve(Response.json({ from: "global" }));
    assert.equal((await api.get?.("/"))?.data, { from: "global" });
  } finally {
    globalThis.fetch = fetch;
  }
});

const BODIES: readonly (readonly [body: unknown, contentType: string | undefined, sent: string])[] =
  [
    [{ a: "é", none: undefined }, undefined, 'application/json {"a":"é"}'],
    [[1, null], undefined, "application/json [1,null]"],
    ["text", undefined, 'application/json "text"'],
    [null, undefined, "application/json null"],
    [false, undefined, "application/json false"],
    [0, undefined, "application/json 0"],
    [{ a: 1 }, "application/vnd.api+json", 'application/vnd.api+json {"a":1}'],
    ["text", "text/plain", "text/plain text"],
    [7, "text/plain; charset=utf-8", "text/plain; charset=utf-8 7"],
    [
      { a: "b c", n: [1, 2] },
      "application/x-www-form-urlencoded",
      "application/x-www-form-urlencoded a=b+c&n=1&n=2",
    ],
    [
      new URLSearchParams({ a: "b" }),
      undefined,
      "application/x-www-form-urlencoded;charset=UTF-8 a=b",
    ],
    [new Blob(["bytes"], { type: "image/png" }), undefined, "image/png bytes"],
    [new Blob(["bytes"]), "image/png", "image/png bytes"],
    [
      new TextEncoder().encode("bytes"),
      "application/octet-stream",
      "application/octet-stream bytes",
    ],
    [new TextEncoder().encode("bytes").buffer, "image/png", "image/png bytes"],
    [undefined, undefined, "null "],
  ];

for (const [body, contentType, expected] of BODIES) {
  test(`a body is sent as ${expected}`, async () => {
    await routes(answering()).post?.("/", { body, ...(contentType && { contentType }) });
    assert.is(`${sent().headers.get("content-type")} ${await sent().text()}`, expected);
  });
}

test("a record is sent as a form where the content type says so", async () => {
  const body = { note: "n", n: 1, tags: ["x", "y"], file: new Blob(["f"]), none: undefined };
  const api = routes({ ...answering(), headers: { "content-type": "text/plain" } });
  await api.post?.("/", { body, contentType: "multipart/form-data" });
  const form = await sent().formData();
  assert.equal(form.getAll("tags"), ["x", "y"]);
  assert.is(form.get("note"), "n");
  assert.is(form.get("n"), "1");
  assert.not(form.has("none"));
  const file = form.get("file");
  assert.is(file instanceof File && await file.text(), "f");
});

test("a form keeps its own boundary, whatever content type is named", async () => {
  const body = new FormData();
  body.append("a", "b");
  await routes(answering()).post?.("/", { body, contentType: "multipart/form-data" });
  assert.is((await sent().formData()).get("a"), "b");
});

test("a form that is written already keeps the boundary that its type names", async () => {
  const type = "multipart/form-data; boundary=Bound";
  const body = new TextEncoder().encode(
    '--Bound\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--Bound--\r\n',
  );
  await routes(answering()).post?.("/", { body, contentType: type });
  assert.is(sent().headers.get("content-type"), type);
  assert.is((await sent().formData()).get("a"), "b");
});

for (const contentType of ["Multipart/Form-Data", "Application/X-WWW-Form-Urlencoded"]) {
  test(`a record is a form where the type is ${contentType}`, async () => {
    const api = routes(answering());
    await api.post?.("/", { body: { a: [1, 2], at: new Date(0) }, contentType });
    const form = await sent().formData();
    assert.equal(form.getAll("a"), ["1", "2"]);
    assert.is(form.get("at"), "1970-01-01T00:00:00.000Z");
  });

  test(`an object within a record rejects where the type is ${contentType}`, async () => {
    const body = { a: { b: 1 } };
    const reason = await routes(answering()).post?.("/", { body, contentType })
      .catch((error) => error);
    assert.match(String(reason), /TypeError: The form member "a" is an object/);
  });
}

test("a stream is sent as it comes", async () => {
  const body = new Blob(["streamed"]).stream();
  await routes(answering()).post?.("/", { body, contentType: "text/plain" });
  assert.is(await sent().text(), "streamed");
});

test("a value that JSON cannot hold rejects, and nothing is sent", async () => {
  const reason = await routes(answering()).post?.("/", { body: 1n }).catch((error) => error);
  assert.instance(reason, TypeError);
  assert.is(requests.length, 0);
});

test("an input that no path can carry rejects", async () => {
  const reason = await routes(answering()).get?.("/:id", { params: { id: ".." } })
    .catch((error) => error);
  assert.match(String(reason), /The path parameter "id" is "\.\."/);
});

test("a connection that fails rejects", async () => {
  const down = { baseUrl: "https://a.test", fetch: () => Promise.reject(new TypeError("down")) };
  assert.is(String(await routes(down).get?.("/").catch((error) => error)), "TypeError: down");
});

test.run();
