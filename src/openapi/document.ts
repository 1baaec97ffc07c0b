import type { RouteMetadata } from "../routing/metadata.ts";
import { type OperationContext, operationOf } from "./operation.ts";
import { operationIds } from "./operation_ids.ts";
import { type DocumentedRoute, documentedRoutes } from "./paths.ts";
import { SchemaComponents } from "./schema_components.ts";
import { checkSecurity } from "./security.ts";
import type {
  ComponentsObject,
  HttpMethod,
  OpenApiDocument,
  OpenApiInfo,
  OperationObject,
  TagObject,
} from "./types.ts";

/**
 * Describes routes in OpenAPI 3.1: plain JSON, in the order in which they are registered. `warn`
 * gets a sentence for each schema that has no JSON Schema, and for each route that OpenAPI has no
 * place for; both are open or left out in the document, and nothing else depends on them.
 *
 * Throws TypeError `SPK_DUPLICATE_OPERATION` for two routes with one operationId,
 * `SPK_DUPLICATE_SCHEMA` for two schemas with one id, `SPK_UNKNOWN_SECURITY` for a security scheme
 * that `info` does not have.
 *
 * @example
 * ```ts
 * const document = buildDocument(app.routes, { title: "Users", version: "1.0.0" }, console.warn);
 * document.paths["/users/{id}"]?.get?.operationId; // "getUsersById"
 * ```
 */
export function buildDocument(
  routes: readonly RouteMetadata[],
  info: OpenApiInfo,
  warn: (message: string) => void,
): OpenApiDocument {
  checkSecurity(routes, info);
  const { title, description, version, servers, security, securitySchemes } = info;
  const documented = documentedRoutes(routes, warn);
  const components = new SchemaComponents(warn);
  const isSecured = security !== undefined && security.length > 0;
  const paths = pathsOf(documented, { components, isSecured, warn });
  const shared = componentsOf(components.nameAll(paths), securitySchemes);
  const tags = tagsOf(documented, info.tags ?? []);
  return plain({
    openapi: "3.1.1",
    info: { title, ...(description !== undefined && { description }), version },
    ...(servers !== undefined && { servers }),
    paths,
    ...(shared !== undefined && { components: shared }),
    ...(security !== undefined && { security }),
    ...(tags.length > 0 && { tags }),
  });
}

type Operations = Map<HttpMethod, OperationObject>;

function pathsOf(
  routes: readonly DocumentedRoute[],
  context: Omit<OperationContext, "id">,
): OpenApiDocument["paths"] {
  const ids = operationIds(routes);
  const paths = new Map<string, Operations>();
  for (const route of routes) {
    const operations: Operations = paths.get(route.path) ?? new Map();
    paths.set(route.path, operations);
    operations.set(route.method, operationOf(route, { id: ids.get(route) ?? "", ...context }));
  }
  return Object.fromEntries(
    [...paths].map(([path, operations]) => [path, Object.fromEntries(operations)]),
  );
}

function componentsOf(
  schemas: NonNullable<ComponentsObject["schemas"]>,
  securitySchemes: OpenApiInfo["securitySchemes"],
): ComponentsObject | undefined {
  const hasSchemas = Object.keys(schemas).length > 0;
  if (!hasSchemas && securitySchemes === undefined) return undefined;
  return { ...(hasSchemas && { schemas }), ...(securitySchemes && { securitySchemes }) };
}

/** The tags that are described, then the others in the order of the routes. */
function tagsOf(routes: readonly DocumentedRoute[], described: readonly TagObject[]): TagObject[] {
  const tags = new Map(described.map((tag) => [tag.name, tag]));
  for (const name of routes.flatMap(({ route }) => route.tags)) {
    if (!tags.has(name)) tags.set(name, { name });
  }
  return [...tags.values()];
}

/** Leaves no object in two places, and nothing that JSON has not. */
function plain(document: OpenApiDocument): OpenApiDocument {
  return JSON.parse(JSON.stringify(document));
}
