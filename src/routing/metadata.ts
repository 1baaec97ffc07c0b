import type { MatchedRoute } from "../http/context.ts";

/** A registered route, as `app.routes` lists it. */
export interface RouteMetadata extends MatchedRoute {
  /** Where it comes from, for messages: `GET /users/:id (Users.find)`. */
  readonly source: string;
}
