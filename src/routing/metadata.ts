import type { MatchedRoute } from "../http/context.ts";
import type { OperationSpec } from "./operation.ts";
import { NO_SCHEMAS, type RouteSchemas } from "./schemas.ts";

/** A registered route, as `app.routes` lists it. */
export interface RouteMetadata extends MatchedRoute {
  /** Where it comes from, for messages: `GET /users/:id (Users.find)`. */
  readonly source: string;
  /** Its schemas, and those of the scopes around it. */
  readonly schemas: RouteSchemas;
  /** Media types or ranges that it takes as a body; undefined for any. */
  readonly accepts: readonly string[] | undefined;
  /** What OpenAPI says of it beside. */
  readonly operation: OperationSpec;
}

/** What a route says that nobody has declared: one of the framework. */
export const UNDECLARED: Pick<RouteMetadata, "tags" | "schemas" | "accepts" | "operation"> = Object
  .freeze({ tags: [], schemas: NO_SCHEMAS, accepts: undefined, operation: {} });
