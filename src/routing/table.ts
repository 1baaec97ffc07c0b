import type { AnyHandler } from "../http/handler.ts";
import type { ContextRoute } from "../http/request_context.ts";
import { UsageError } from "../http/usage_error.ts";
import { type Declaration, sourceOf } from "./declaration.ts";
import type { ServerAnswers } from "./answer_headers.ts";
import type { RouteLayers } from "./layers.ts";
import type { RouteMetadata } from "./metadata.ts";
import { nameRoutes } from "./names.ts";
import { operationOf } from "./operation.ts";
import { parsePath } from "./path.ts";
import { checkFit } from "./schema_fit.ts";
import { mergeSchemas } from "./schemas.ts";
import type { ScopedDeclaration } from "./scope.ts";
import type { RouteSpec } from "./spec.ts";
import { parseDuration, parseSize } from "../http/quantity.ts";
import { dropsUnknownKeys } from "../schema/opacity.ts";

/** What a route with a schema of its body takes where it does not say. */
const JSON_ONLY: readonly string[] = Object.freeze(["application/json"]);

/** One route of the frozen table; its index there is its number at the border. */
export interface TableRoute extends ContextRoute {
  /** What `app.routes` lists. */
  readonly metadata: RouteMetadata;
  /** What answers. */
  readonly handler: AnyHandler;
  /** Upper case, or `*` for every method. */
  readonly method: string;
  /** Path as the server matches it: literals normalised. */
  readonly path: string;
  /** Bytes; undefined for the limit of the app. */
  readonly bodyLimit: number | undefined;
  /** Bytes; undefined for the limit of the app. */
  readonly formFileLimit: number | undefined;
  /** Milliseconds, 0 for no limit; undefined for that of the app. */
  readonly handlerTimeout: number | undefined;
  /** Whether the handler reads the body as a stream. */
  readonly streamsBody: boolean;
  /**
   * Whether keys of a JSON body that could change a prototype are no danger: the schema lets no key
   * through that it does not name, and nobody sees the body but the handler.
   */
  readonly keepsProto: boolean;
  /** What surrounds the handler. */
  readonly layers: RouteLayers;
}

/** What the outermost scope says of requests that no route takes. */
export interface TableRoot {
  /** What surrounds the handler of those. */
  readonly layers: RouteLayers;
  /** Headers of what the server answers without a handler. */
  readonly answers: ServerAnswers;
}

/** All routes of an app, numbered, and its handlers by name. */
export interface RouteTable extends TableRoot {
  /** By number. */
  readonly routes: readonly TableRoute[];
  /** By route name. */
  readonly handlers: ReadonlyMap<string, AnyHandler>;
}

/**
 * Freezes declarations into the table: one route for each method, in the order they were declared.
 * `root` is of the outermost scope.
 *
 * Throws TypeError `SPK_DUPLICATE_ROUTE` where two match the same requests, `SPK_DUPLICATE_NAME`
 * where two handlers were given one name; both name the two sources. Throws as {@linkcode checkFit}
 * does. No other route is out of reach:
 * a literal takes one value of a parameter or a rest, and a method one of those that `*` takes.
 */
export function buildTable(
  declarations: readonly ScopedDeclaration[],
  root: TableRoot,
): RouteTable {
  const { names, handlers } = nameRoutes(declarations);
  const routes: TableRoute[] = [];
  const taken = new Map<string, RouteMetadata>();
  for (const declaration of declarations) {
    const { handler, layers, spec } = declaration;
    const { path, paramNames, shape } = parsePath(declaration.path);
    const described = describe(declaration, names.get(declaration) ?? "");
    const { schemas } = described;
    checkFit({ declaration, schemas, paramNames });
    const shared = {
      ...{ handler, layers, path, paramNames, ...limits(spec) },
      streamsBody: spec.body === "stream",
      keepsProto: schemas.body !== undefined && !isSeenRaw(layers) &&
        dropsUnknownKeys(schemas.body),
    };
    for (const method of declaration.methods) {
      const source = sourceOf(declaration, method);
      const metadata = Object.freeze({ method, ...described, source });
      claim(taken, `${method} ${shape}`, metadata);
      routes.push({ ...shared, metadata, method });
    }
  }
  return { routes: Object.freeze(routes), handlers, ...root };
}

/** Whether somebody may read the body before its schema did, or after that has refused it. */
function isSeenRaw({ hooks, errorHandlers }: RouteLayers): boolean {
  return errorHandlers.length > 0 ||
    [hooks.onRequest, hooks.preValidation, hooks.onSend, hooks.onResponse]
      .some(({ length }) => length > 0);
}

/** What is the same for every method of a declaration. */
function describe(
  { path, spec, scopes }: Declaration,
  name: string,
): Omit<RouteMetadata, "method" | "source"> {
  const sources = [...scopes, spec];
  const schemas = mergeSchemas(sources);
  const security = sources.findLast((source) => source.security !== undefined)?.security;
  return {
    path,
    name,
    tags: Object.freeze([...new Set(sources.flatMap(({ tags }) => tags ?? []))]),
    schemas,
    accepts: spec.accepts ?? (schemas.body === undefined ? undefined : JSON_ONLY),
    operation: operationOf(security === undefined ? spec : { ...spec, security }),
  };
}

type Limits = Pick<TableRoute, "bodyLimit" | "formFileLimit" | "handlerTimeout">;

function limits({ bodyLimit, formFileLimit, handlerTimeout }: RouteSpec): Limits {
  return {
    bodyLimit: bodyLimit === undefined ? undefined : parseSize(bodyLimit, "bodyLimit"),
    formFileLimit: formFileLimit === undefined
      ? undefined
      : parseSize(formFileLimit, "formFileLimit"),
    handlerTimeout: handlerTimeout === undefined
      ? undefined
      : parseDuration(handlerTimeout, "handlerTimeout"),
  };
}

function claim(taken: Map<string, RouteMetadata>, key: string, route: RouteMetadata): void {
  const earlier = taken.get(key);
  if (earlier !== undefined) throw duplicateRoute(route.source, earlier.source);
  taken.set(key, route);
}

function duplicateRoute(source: string, earlier: string): UsageError {
  const fault = source === earlier
    ? "is registered twice"
    : `matches the same requests as ${earlier}`;
  return new UsageError("SPK_DUPLICATE_ROUTE", `${source} ${fault}: remove one of them`);
}
