import { ANY_METHOD } from "../routing/method.ts";
import type { RouteMetadata } from "../routing/metadata.ts";
import { parsePath } from "../routing/path.ts";
import { takesNothing } from "../schema/takes_nothing.ts";
import type { HttpMethod } from "./types.ts";

/** A parameter of a path. */
export interface PathParameter {
  /** Name in the document. */
  readonly name: string;
  /** Name in the route; another one where two routes name the same place differently. */
  readonly given: string;
  /** Whether it takes the rest of the path, slashes included. */
  readonly isRest: boolean;
}

/** One method of one path of the document. */
export interface DocumentedRoute {
  /** The route behind it. */
  readonly route: RouteMetadata;
  /** Method, in the case of the document. */
  readonly method: HttpMethod;
  /** Path in the document: `/users/{id}`. */
  readonly path: string;
  /** In the order of the path. */
  readonly parameters: readonly PathParameter[];
}

/** What OpenAPI 3.1 has a field for. */
const METHODS: readonly HttpMethod[] = [
  ...["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const,
];
/** What a route for every method is documented as, where the path has no other route for it. */
const EXPANDED: readonly HttpMethod[] = ["get", "put", "post", "patch", "delete"];

interface Template {
  readonly path: string;
  readonly parameters: readonly PathParameter[];
}

/**
 * Returns the operations of the document for routes that are not hidden. What OpenAPI 3.1 has no
 * place for is left out, and `warn` told: other methods, such as QUERY, and a route whose path
 * differs from that of another only in taking the rest.
 */
export function documentedRoutes(
  routes: readonly RouteMetadata[],
  warn: (message: string) => void,
): DocumentedRoute[] {
  const shown = routes.filter(({ operation }) => operation.hidden !== true);
  const templates = new Map<string, readonly PathParameter[]>();
  const templateOf = (route: RouteMetadata) => readTemplate(route.path, templates);
  const taken = new Map<string, RouteMetadata>();
  for (const route of shown) {
    const key = `${route.method} ${templateOf(route).path}`;
    if (!taken.has(key)) taken.set(key, route);
  }
  return shown.flatMap((route) => {
    const { path, parameters } = templateOf(route);
    const methods = methodsOf(route, (method) => taken.get(`${method.toUpperCase()} ${path}`));
    if (methods.length === 0) warn(`${route.source} is ${leftOut(route)}, or set hidden: true`);
    return methods.map((method) => ({ route, method, path, parameters }));
  });
}

type FindRoute = (method: HttpMethod) => RouteMetadata | undefined;

function methodsOf(route: RouteMetadata, find: FindRoute): readonly HttpMethod[] {
  if (route.method === ANY_METHOD) {
    return EXPANDED.filter((method) => find(method) === undefined && isServed(route, method));
  }
  return METHODS.filter((method) =>
    method.toUpperCase() === route.method && find(method) === route
  );
}

/** A GET has no body, so where there must be one it is always refused. */
function isServed({ schemas: { body } }: RouteMetadata, method: HttpMethod): boolean {
  return method !== "get" || body === undefined || takesNothing(body);
}

function leftOut({ method }: RouteMetadata): string {
  const why = METHODS.some((known) => known.toUpperCase() === method) || method === ANY_METHOD
    ? "another route has its path and method there: give it another path"
    : `OpenAPI 3.1 has no place for ${method}: offer POST as well`;
  return `not in the OpenAPI document, because ${why}`;
}

/** The first route names the parameters of a path for all: two names would make two paths of it. */
function readTemplate(
  path: string,
  known: Map<string, readonly PathParameter[]>,
): Template {
  const segments = parsePath(path).path.slice(1).split("/");
  const own = segments.filter((segment) => /^[:*]/.test(segment));
  const shape = segments.map((segment) => own.includes(segment) ? "{}" : segment).join("/");
  const first = known.get(shape);
  const parameters = own.map((segment, index) => {
    const given = segment.slice(1);
    return { name: first?.[index]?.name ?? given, given, isRest: segment.startsWith("*") };
  });
  if (first === undefined) known.set(shape, parameters);
  const names = parameters.map(({ name }) => `{${name}}`);
  return { path: `/${shape.replaceAll("{}", () => names.shift() ?? "")}`, parameters };
}
