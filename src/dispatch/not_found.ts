/**
 * The program's own answer to requests that no route takes.
 *
 * @module
 */

import type { AnyHandler } from "../http/handler.ts";
import type { RouteLayers } from "../routing/layers.ts";
import { UNDECLARED } from "../routing/metadata.ts";
import type { DispatchRoute } from "./compose.ts";

/**
 * Makes the route that answers what no other matches, within the layers of the root scope; its status
 * is 404 unless the handler says so.
 */
export function notFoundRoute(handler: AnyHandler, layers: RouteLayers): DispatchRoute {
  const path = "/*path";
  const source = `notFound (${handler.name || "anonymous"})`;
  return {
    metadata: Object.freeze({ ...UNDECLARED, method: "*", path, name: "notFound", source }),
    paramNames: [],
    layers,
    handler: (context) => {
      context.set.status(404);
      return handler(context);
    },
  };
}
