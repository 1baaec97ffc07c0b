import { createClient, type PathsClient, type Problem } from "../../src/client/mod.ts";
import { expectType, type Same } from "./expect.ts";

interface User {
  id: string;
  name: string;
  age?: number;
}

interface Invalid {
  status: 422;
  errors: { loc: (string | number)[]; msg: string }[];
}

/** As `spikard types` writes it. */
interface paths {
  "/users": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: { page?: number; tags?: string[] };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": User[] } };
      };
    };
    put?: never;
    post: {
      parameters: {
        query?: never;
        header: { "x-key": string };
        path?: never;
        cookie?: { sid?: string };
      };
      requestBody: { content: { "application/json": { name: string } } };
      responses: {
        201: { headers: { [name: string]: unknown }; content: { "application/json": User } };
        204: { headers: { [name: string]: unknown }; content?: never };
        422: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": Invalid };
        };
        409: { headers: { [name: string]: unknown }; content?: never };
      };
    };
    delete?: never;
  };
  "/users/{id}": {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": User } };
        "4XX": {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": { code: "x" } };
        };
        default: {
          headers: { [name: string]: unknown };
          content: { "application/problem+json": { code: "y" } };
        };
      };
    };
    patch: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: { 200: { headers: { [name: string]: unknown }; content?: never } };
    };
    delete: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: { 204: { headers: { [name: string]: unknown }; content?: never } };
    };
  };
  "/files/{path}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path: { path: string }; cookie?: never };
      requestBody?: never;
      responses: { 200: { headers: { [name: string]: unknown }; content: { "image/*": string } } };
    };
    put: {
      parameters: { query?: never; header?: never; path: { path: string }; cookie?: never };
      requestBody?: {
        content: {
          "multipart/form-data": { file: string; note?: string };
          "application/x-www-form-urlencoded": { note: string };
          "text/plain": string;
          "application/octet-stream": string;
        };
      };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/plain": string } };
      };
    };
  };
}

const api = createClient<paths>({ baseUrl: "https://example.com" });
expectType<Same<typeof api, PathsClient<paths>>>();

// A success has data, and its status tells which.
const list = await api.get("/users");
expectType<Same<typeof list.data, User[] | undefined>>();
expectType<Same<typeof list.error, Problem | undefined>>();
if (list.error === undefined) {
  expectType<Same<typeof list.data, User[]>>();
  expectType<Same<typeof list.status, 200>>();
}
await api.get("/users", { params: { query: { page: 1, tags: ["a"] } } });
await api.get("/users", { signal: AbortSignal.timeout(1), headers: { "x-a": "b" } });

const added = await api.post("/users", {
  params: { header: { "x-key": "k" }, cookie: { sid: "s" } },
  body: { name: "Ada" },
});
if (added.status === 201) expectType<Same<typeof added.data, User>>();
if (added.status === 204) expectType<Same<typeof added.data, undefined>>();
if (added.status === 422) expectType<Same<typeof added.error, Invalid>>();
if (added.status === 409) expectType<Same<typeof added.error, Problem>>();
if (added.status === 500) expectType<Same<typeof added.error, Problem>>();
const { data, error } = added;
if (error) expectType<Same<typeof data, undefined>>();
else expectType<Same<typeof data, User | undefined>>();
if (error?.status === 422) error satisfies Invalid | Problem;

// Ranges and the default of a document.
const found = await api.get("/users/{id}", { params: { path: { id: "1" } } });
if (found.status === 404) expectType<Same<typeof found.error, { code: "x" }>>();
if (found.status === 500) expectType<Same<typeof found.error, { code: "y" }>>();
if (found.status === 200) expectType<Same<typeof found.data, User>>();

// A list of segments keeps its slashes; numbers are text.
const image = await api.get("/files/{path}", { params: { path: { path: ["a", "b.png"] } } });
expectType<Same<typeof image.data, Blob | undefined>>();
await api.get("/users/{id}", { params: { path: { id: 1 } } });

// A body that says what it is needs no content type, any other does.
const file = { path: { path: "a" } };
await api.put("/files/{path}", { params: file });
await api.put("/files/{path}", { params: file, body: new FormData() });
await api.put("/files/{path}", { params: file, body: new URLSearchParams() });
await api.put("/files/{path}", { params: file, body: new Blob([]), contentType: "image/png" });
await api.put("/files/{path}", {
  params: file,
  body: { file: new Blob([]), note: "n" },
  contentType: "multipart/form-data",
});
const put = await api.put("/files/{path}", {
  params: file,
  body: "text",
  contentType: "text/plain",
});
expectType<Same<typeof put.data, string | undefined>>();

const gone = await api.del("/users/{id}", { params: { path: { id: "1" } } });
expectType<Same<typeof gone.data, undefined>>();
const open = await api.patch("/users/{id}", { params: { path: { id: "1" } } });
if (open.status === 200) expectType<Same<typeof open.data, unknown>>();
await api.delete("/users/{id}", { params: { path: { id: "1" } } });

// @ts-expect-error there is no such path
await api.get("/user");
// @ts-expect-error the path has no such method
await api.put("/users");
// @ts-expect-error the path needs its parameter
await api.get("/users/{id}");
// @ts-expect-error the parameter has another name
await api.get("/users/{id}", { params: { path: { name: "1" } } });
// @ts-expect-error the query has another type
await api.get("/users", { params: { query: { page: "1" } } });
// @ts-expect-error the query has no such name
await api.get("/users", { params: { query: { pag: 1 } } });
// @ts-expect-error the body is needed
await api.post("/users", { params: { header: { "x-key": "k" } } });
// @ts-expect-error the body has another type
await api.post("/users", { params: { header: { "x-key": "k" } }, body: { name: 1 } });
// @ts-expect-error the header is needed
await api.post("/users", { body: { name: "Ada" } });
// @ts-expect-error GET has no body
await api.get("/users", { body: { name: "Ada" } });
// @ts-expect-error the text needs its content type
await api.put("/files/{path}", { params: file, body: "text" });
// @ts-expect-error a misspelt option
await api.get("/users", { sginal: AbortSignal.timeout(1) });
// @ts-expect-error the client needs a place to send to
createClient<paths>({});
