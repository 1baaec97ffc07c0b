import { z } from "zod";
import { del, get, post, put, route } from "../../src/decorators/verbs.ts";
import { created, noContent, status } from "../../src/http/replies.ts";
import {
  client,
  type Json,
  type Prefixed,
  type Problem,
  type RoutesClient,
} from "../../src/client/mod.ts";
import { expectType, type Same } from "./expect.ts";

const User = z.object({
  id: z.string(),
  born: z.date().transform((date) => date),
  role: z.enum(["admin", "guest"]).default("guest"),
});
const NewUser = z.object({ name: z.string(), role: z.enum(["admin", "guest"]).default("guest") });
const Page = z.object({ page: z.int().default(1), tags: z.array(z.string()).optional() });
const Fault = z.object({ code: z.literal("taken") });

class Point {
  readonly x = 1;
  readonly at = new Date();
  move(): this {
    return this;
  }
}

interface Tree {
  value: number;
  children: Tree[];
}
declare const tree: Tree;

/** What `import * as routes` would give. */
const routes = {
  root: get("/")(() => ({ message: "Hello", at: new Date(), none: undefined })),
  list: get("/users", { query: Page, response: { 200: z.array(User) } })(() => []),
  add: post("/users", { body: NewUser, response: { 201: User, 409: Fault } })(({ body }) =>
    body.name === "" ? status(409, { code: "taken" }) : created({ id: "1", born: new Date() })
  ),
  find: get("/users/:id")(({ params }) => ({ id: params.id })),
  move: put("/orgs/:org/users/:id", { params: z.object({ org: z.string(), id: z.int() }) })(
    async () => await Promise.resolve(new Point()),
  ),
  text: get("/text")(() => "text"),
  nothing: get("/nothing")(() => {}),
  bytes: get("/bytes")(() => new Uint8Array(1)),
  stream: get("/stream")(() => new ReadableStream()),
  web: get("/web")(() => new Response("x")),
  either: get("/either")(() => Math.random() > 0.5 ? created({ a: 1 }) : status(404, "no")),
  gone: del("/users/:id")(() => noContent()),
  secret: get("/secret", {
    headers: z.object({ "x-key": z.string() }),
    cookies: z.object({ sid: z.string() }),
  })(() => 1),
  several: route(["PUT", "PATCH"], "/several")(() => true),
  files: get("/files/*path")(({ params }) => params.path),
  tree: get("/tree")(() => tree),
  upload: post("/upload", { body: "stream" })(() => 1),
  form: post("/form", { body: NewUser, accepts: ["multipart/form-data"] })(() => 1),
  choice: put("/form", {
    body: NewUser,
    accepts: ["application/json", "multipart/form-data"] as const,
  })(() => 1),
  raw: put("/raw", { accepts: ["text/csv"] })(() => 1),
  maker: get("/maker"),
  limit: 10,
  anything: JSON.parse("1"),
  helper: () => 1,
};

const api = client<typeof routes>({ baseUrl: "https://example.com" });
expectType<Same<typeof api, RoutesClient<typeof routes>>>();

// What a handler returns, as JSON.
const root = await api.get("/");
expectType<Same<typeof root.data, { message: string; at: string } | undefined>>();
expectType<Same<typeof root.error, Problem | undefined>>();
if (!root.error) expectType<Same<typeof root.data, { message: string; at: string }>>();
const found = await api.get("/users/:id", { params: { id: 7 } });
expectType<Same<typeof found.data, { id: string } | undefined>>();
const moved = await api.put("/orgs/:org/users/:id", { params: { org: "a", id: 7 } });
expectType<Same<typeof moved.data, { readonly x: 1; readonly at: string } | undefined>>();
const text = await api.get("/text");
expectType<Same<typeof text.data, "text" | undefined>>();
const bytes = await api.get("/bytes");
expectType<Same<typeof bytes.data, Blob | undefined>>();
const nothing = await api.get("/nothing");
expectType<Same<typeof nothing.data, undefined>>();
const gone = await api.del("/users/:id", { params: { id: "1" } });
expectType<Same<typeof gone.data, undefined>>();
const web = await api.get("/web");
expectType<Same<typeof web.data, unknown>>();
const stream = await api.get("/stream");
expectType<Same<typeof stream.data, unknown>>();
const forest = await api.get("/tree");
forest.data?.children[0]?.children satisfies { value: number }[] | undefined;

// What a handler returns with a status.
const either = await api.get("/either");
if (either.status === 201) expectType<Same<typeof either.data, { a: 1 }>>();
if (either.status === 404) expectType<Same<typeof either.error, "no" | Problem>>();

// Declared answers: the output of their schemas as JSON, by status.
const added = await api.post("/users", { body: { name: "Ada" } });
interface UserJson {
  id: string;
  born: string;
  role: "admin" | "guest";
}
if (added.status === 201) added.data satisfies UserJson;
if (added.status === 409) expectType<Same<typeof added.error, { code: "taken" }>>();
if (added.status === 422) expectType<Same<typeof added.error, Problem>>();
const listed = await api.get("/users", { query: { page: 2, tags: ["a"] } });
listed.data satisfies UserJson[] | undefined;
await api.get("/users");

// The rest of the inputs.
await api.get("/secret", { headers: { "x-key": "k", "x-other": 1 }, cookies: { sid: "s" } });
await api.put("/several");
await api.patch("/several", { body: { any: "thing" } });
await api.get("/files/*path", { params: { path: "a/b" } });
await api.post("/upload", { body: new Blob([]), contentType: "image/png" });
await api.post("/users", { body: new FormData() });
await api.post("/form", { body: { name: "Ada" }, contentType: "multipart/form-data" });
await api.post("/form", { body: new FormData() });
await api.put("/form", { body: { name: "Ada" } });
await api.put("/raw", { body: "a,b", contentType: "text/csv" });
await api.put("/raw", { body: new Blob([], { type: "text/csv" }) });
await api.put("/raw");
await api.post("/upload", { body: "text", contentType: "text/plain" });
const headed = await api.head("/users");
expectType<Same<typeof headed.data, undefined>>();

// A map below a prefix.
const v1 = client<Prefixed<"/v1", typeof routes>>({ baseUrl: "https://example.com" });
const below = await v1.get("/v1/users/:id", { params: { id: 1 } });
expectType<Same<typeof below.data, { id: string } | undefined>>();
await v1.get("/v1");

// JSON keeps what it can and leaves out the rest.
expectType<Same<Json<[Date, "a", number?]>, [string, "a", number?]>>();
expectType<
  Same<Json<{ a?: Date; b(): void; readonly c: null }>, { a?: string; readonly c: null }>
>();
expectType<Same<Json<{ n: bigint }>["n"], never>>();
expectType<Same<Json<unknown>, unknown>>();

// @ts-expect-error there is no such path
await api.get("/user");
// @ts-expect-error the route has another method
await api.patch("/users");
// @ts-expect-error the path needs its parameter
await api.get("/users/:id");
// @ts-expect-error the parameter has another name
await api.get("/users/:id", { params: { name: "1" } });
// @ts-expect-error the schema of the parameters has a number
await api.put("/orgs/:org/users/:id", { params: { org: "a", id: "7" } });
// @ts-expect-error the body is needed
await api.post("/users");
// @ts-expect-error the body has another type
await api.post("/users", { body: { name: 1 } });
// @ts-expect-error the route takes no JSON
await api.post("/form", { body: { name: "Ada" } });
// @ts-expect-error the body has another type, whatever it is sent as
await api.post("/form", { body: { name: 1 }, contentType: "multipart/form-data" });
// @ts-expect-error a form needs its body
await api.post("/form");
// @ts-expect-error a text does not say what it is
await api.put("/raw", { body: "a,b" });
// @ts-expect-error a text does not say what it is
await api.post("/upload", { body: "text" });
// @ts-expect-error the query has another type
await api.get("/users", { query: { page: "2" } });
// @ts-expect-error the query has no such name
await api.get("/users", { query: { pag: 2 } });
// @ts-expect-error the header is needed
await api.get("/secret", { cookies: { sid: "s" } });
// @ts-expect-error GET has no body
await api.get("/text", { body: 1 });
// @ts-expect-error a decorator that makes routes is none
await api.get("/maker");
// @ts-expect-error the map has moved
await v1.get("/users");
