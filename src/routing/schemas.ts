import type { StatusCode } from "../http/status.ts";
import type { AnySchema } from "../schema/standard_schema.ts";

/** Schema per status; `null` declares an empty reply. */
export type ResponseSpec = { readonly [Status in StatusCode]?: AnySchema | null };

/** The parts of a request that arrive as text. */
export type TextPart = "params" | "query" | "headers" | "cookies";

/** Schemas that a scope gives to its routes, or a route has itself. */
export interface InputSchemas {
  /** Schema of the path parameters. */
  readonly params?: AnySchema;
  /** Schema of the query. */
  readonly query?: AnySchema;
  /** Schema of the headers, by lower-case name. */
  readonly headers?: AnySchema;
  /** Schema of the cookies. */
  readonly cookies?: AnySchema;
}

/** All schemas that hold for a route: frozen, and {@linkcode NO_SCHEMAS} where there are none. */
export interface RouteSchemas {
  /** Those of the route itself, whose output its handler gets; those of scopes are checks only. */
  readonly own: InputSchemas;
  /** Outermost scope first, the route's own last; each reads what has arrived. */
  readonly params: readonly AnySchema[];
  /** Outermost scope first. */
  readonly query: readonly AnySchema[];
  /** Outermost scope first. */
  readonly headers: readonly AnySchema[];
  /** Outermost scope first. */
  readonly cookies: readonly AnySchema[];
  /** Undefined where any body will do. */
  readonly body: AnySchema | undefined;
  /** By status, those of the nearest scope first; undefined where anything may be returned. */
  readonly response: ResponseSpec | undefined;
}

/** The text parts, in the order in which their faults are reported. */
export const TEXT_PARTS: readonly TextPart[] = ["params", "query", "headers", "cookies"];

const NONE: readonly AnySchema[] = Object.freeze([]);

/** Those of a route that declares none. */
export const NO_SCHEMAS: RouteSchemas = Object.freeze({
  own: Object.freeze({}),
  params: NONE,
  query: NONE,
  headers: NONE,
  cookies: NONE,
  body: undefined,
  response: undefined,
});

/** What a route and each scope around it declare. */
interface SchemaSource extends InputSchemas {
  readonly body?: AnySchema | "stream";
  readonly response?: ResponseSpec;
}

/** Puts together what scopes and their route declare: outermost first, the route last. */
export function mergeSchemas(sources: readonly SchemaSource[]): RouteSchemas {
  const listed = (part: TextPart) => {
    const schemas = sources.flatMap((source) => source[part] ?? []);
    return schemas.length === 0 ? NONE : Object.freeze(schemas);
  };
  const responses = sources.map(({ response }) => response).filter((spec) => spec !== undefined);
  const bodies = sources.map(({ body }) => body).filter((body) => body !== "stream");
  const { params, query, headers, cookies } = sources.at(-1) ?? {};
  const own = { params, query, headers, cookies };
  const given = Object.entries(own).filter(([, schema]) => schema !== undefined);
  const merged: RouteSchemas = {
    own: Object.freeze(Object.fromEntries(given)),
    params: listed("params"),
    query: listed("query"),
    headers: listed("headers"),
    cookies: listed("cookies"),
    body: bodies.findLast((body) => body !== undefined),
    response: responses.length === 0 ? undefined : Object.freeze(Object.assign({}, ...responses)),
  };
  return isEmpty(merged) ? NO_SCHEMAS : Object.freeze(merged);
}

function isEmpty({ body, response, ...parts }: RouteSchemas): boolean {
  const isBare = TEXT_PARTS.every((part) => parts[part].length === 0);
  return isBare && body === undefined && response === undefined;
}
