/**
 * Typed clients of an API, for browsers, Deno, Node and Bun: about 2 KB, without dependencies.
 *
 * ```ts
 * import { createClient } from "@spikard/node/client";
 * import type { paths } from "./api.ts";
 *
 * const api = createClient<paths>({ baseUrl: "https://example.com" });
 * const { data, error } = await api.get("/users/{id}", { params: { path: { id: "1" } } });
 * ```
 *
 * @module
 */

export { client, createClient } from "./client.ts";
export type { Json, Received, Unsendable } from "./json.ts";
export type { Binary, ClientOptions, Fetch, FetchInit, HeadersLike } from "./options.ts";
export type {
  OperationInit,
  OperationResult,
  Operations,
  OptionalWhereEmpty,
  Part,
  PathsClient,
  PathsVerb,
} from "./paths_client.ts";
export type { Problem, ValidationIssue } from "./problem.ts";
export type { ErrorStatus, Failure, OkStatus, Success, Undeclared } from "./result.ts";
export type {
  Prefixed,
  RouteInit,
  RouteResult,
  RoutesBy,
  RoutesClient,
  RoutesVerb,
  RouteType,
} from "./routes_client.ts";
