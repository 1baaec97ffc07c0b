import type { ClientOptions, FetchInit, HeadersLike } from "./options.ts";
import type { PathsClient } from "./paths_client.ts";
import type { AnyResult } from "./result.ts";
import type { RoutesClient } from "./routes_client.ts";
import { type Call, send } from "./send.ts";
import type { Values } from "./url.ts";

/** Inputs by the names of an OpenAPI document. */
interface DocumentInit extends FetchInit, Body {
  readonly params?: { readonly [Place in "path" | "query" | "header" | "cookie"]?: Values };
  readonly headers?: HeadersLike;
}

/** Inputs by the names of a route's spec. */
interface SpecInit extends FetchInit, Body {
  readonly params?: Values;
  readonly query?: Values;
  readonly headers?: Values;
  readonly cookies?: Values;
}

interface Body {
  readonly body?: unknown;
  readonly contentType?: string;
}

/** Sends one call of a method. */
type Verb<Init> = (path: string, init?: Init) => Promise<AnyResult>;

/**
 * Makes a client of an API by the `paths` of its OpenAPI document, which `spikard types` and
 * openapi-typescript write.
 *
 * A call resolves to `{ data, error, status, response }`, where either `data` or `error` is
 * undefined. It rejects where no answer comes: the network, an abort, an input that cannot be sent,
 * an answer cut short or broken. Throws TypeError where `baseUrl` has a query or a hash.
 *
 * @example
 * ```ts
 * import type { paths } from "./api.ts";
 *
 * const api = createClient<paths>({ baseUrl: "https://example.com" });
 * const { data, error } = await api.get("/users/{id}", { params: { path: { id: "1" } } });
 * ```
 */
export function createClient<Paths extends object>(options: ClientOptions): PathsClient<Paths> {
  const verbs = verbsOf(
    options,
    ({ params, headers, body, contentType, ...init }: DocumentInit) => ({
      params: params?.path,
      query: params?.query,
      headers: [params?.header, headers],
      cookies: params?.cookie,
      body,
      contentType,
      init,
    }),
  );
  // The types say more of every call than the verbs look at.
  return verbs as unknown as PathsClient<Paths>;
}

/**
 * Makes a client of the standalone routes that a module exports, without generated code: the types
 * come from the routes, and nothing of them is loaded.
 *
 * Inputs are what the schemas read, data what they give, as JSON. Calls end as those of
 * {@linkcode createClient} do.
 *
 * @example
 * ```ts
 * import type * as routes from "./routes.ts";
 *
 * const api = client<typeof routes>({ baseUrl: "https://example.com" });
 * const { data, error } = await api.post("/users", { body: { name: "Ada" } });
 * ```
 */
export function client<Routes extends object>(options: ClientOptions): RoutesClient<Routes> {
  const verbs = verbsOf(
    options,
    ({ params, query, headers, cookies, body, contentType, ...init }: SpecInit) => ({
      params,
      query,
      headers: [headers],
      cookies,
      body,
      contentType,
      init,
    }),
  );
  // The types say more of every call than the verbs look at.
  return verbs as unknown as RoutesClient<Routes>;
}

function verbsOf<Init extends object>(
  options: ClientOptions,
  read: (init: Partial<Init>) => Call,
): Readonly<Record<string, Verb<Init>>> {
  if (/[?#]/.test(String(options.baseUrl))) throw unusable(options.baseUrl);
  const verb = (method: string): Verb<Init> => async (path, init) =>
    await send(options, { method, path }, read(init ?? {}));
  const del = verb("DELETE");
  return {
    get: verb("GET"),
    post: verb("POST"),
    put: verb("PUT"),
    patch: verb("PATCH"),
    del,
    delete: del,
    head: verb("HEAD"),
    options: verb("OPTIONS"),
    query: verb("QUERY"),
  };
}

function unusable(baseUrl: string | URL): TypeError {
  return new TypeError(
    `The baseUrl "${baseUrl}" has a query or a hash, and paths cannot follow one: give an origin ` +
      "and a path",
  );
}
