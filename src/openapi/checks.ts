import type { RouteMetadata } from "../routing/metadata.ts";
import { buildDocument } from "./document.ts";
import { operationIds } from "./operation_ids.ts";
import { documentedRoutes } from "./paths.ts";
import { sharesIds } from "./schema_ids.ts";
import { checkSecurity } from "./security.ts";
import type { OpenApiInfo } from "./types.ts";

/**
 * Checks what routes say of their description, for an app that serves none. It converts no schema
 * of Zod, unless several have one id.
 *
 * Throws as {@linkcode buildDocument} does.
 */
export function checkDescription(routes: readonly RouteMetadata[], info: OpenApiInfo): void {
  checkSecurity(routes, info);
  operationIds(documentedRoutes(routes, () => {}));
  // The document tells those that say the same from those that do not.
  if (sharesIds(routes)) buildDocument(routes, info, () => {});
}
