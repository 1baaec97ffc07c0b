import { get } from "../../src/decorators/verbs.ts";
import type { RawBody } from "../../src/http/context.ts";
import type { Context, Params } from "../../src/routing/context.ts";
import type { ParamNames, PathParams } from "../../src/routing/path.ts";
import { Router } from "../../src/routing/router.ts";
import { expectType, type Same } from "./expect.ts";

const app = new Router();

// Names come from the literal.
expectType<Same<ParamNames<"/">, never>>();
expectType<Same<ParamNames<"/users">, never>>();
expectType<Same<ParamNames<"/users/:id">, "id">>();
expectType<Same<ParamNames<"/:a/b/:c/*rest">, "a" | "c" | "rest">>();
expectType<Same<ParamNames<"/v1/users:cancel">, never>>();
expectType<Same<PathParams<"/users/:id">, { readonly id: string }>>();
expectType<Same<PathParams<string>, Readonly<Record<string, string | undefined>>>>();
expectType<
  Same<PathParams<`/files/${string}`>, Readonly<Record<string, string | undefined>>>
>();
expectType<Same<Params<"/users/:id">, { readonly id: string }>>();

app.get("/users/:id/posts/:post", ({ params }) => {
  expectType<Same<typeof params, { readonly id: string; readonly post: string }>>();
  // @ts-expect-error the path has no such parameter
  params.user;
  // @ts-expect-error parameters are read-only
  params.id = "1";
  return params.id + params.post;
});

app.get("/files/*rest", ({ params }) => params.rest.length);

get("/:id")(({ params }) => params.id);
// @ts-expect-error the path has no such parameter
get("/:id")(({ params }) => params.name);

// A template keeps the names of its literal parts.
const version: string = "v1";
app.get(`/${version}/users/:id`, ({ params }) => params.id);

// @ts-expect-error a path is a literal that starts with a slash
app.get("users", () => 1);
const path: string = "/users";
// @ts-expect-error a path of type string says nothing of its parameters
app.get(path, () => 1);
// @ts-expect-error the same for a standalone verb
get(path);

// A Context without parameters is that of any route.
app.get("/:id", (context: Context) => {
  expectType<Same<typeof context.params, Readonly<Record<string, string | undefined>>>>();
  expectType<Same<typeof context.body, RawBody>>();
  expectType<Same<typeof context.query, Readonly<Record<string, string | string[] | undefined>>>>();
  return context.params["id"] ?? null;
});
