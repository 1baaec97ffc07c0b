import { buildDocument, checkDescription, type OpenApiDocument } from "../openapi/mod.ts";
import type { RouteTable } from "../routing/table.ts";
import type { DescriptionSettings } from "./docs_options.ts";
import { log } from "./log.ts";

/** What was logged of each app: its document is written more than once. */
const logged = new WeakMap<DescriptionSettings, Set<string>>();

/**
 * Describes the routes of an app in OpenAPI 3.1; what the document has to leave open is logged as a
 * warning, once. Throws as {@linkcode buildDocument} does.
 */
export function describe({ routes }: RouteTable, settings: DescriptionSettings): OpenApiDocument {
  const metadata = routes.map((route) => route.metadata);
  const known = logged.get(settings) ?? new Set();
  logged.set(settings, known);
  return buildDocument(metadata, settings.info, (message) => {
    if (!known.has(message)) log("warn", message, {});
    known.add(message);
  });
}

/**
 * Returns the text of the document that is to be served; undefined for none, of which it checks
 * what routes say. Throws as {@linkcode describe}.
 */
export function documentText(table: RouteTable, settings: DescriptionSettings): string | undefined {
  if (settings.documentPath !== undefined) return JSON.stringify(describe(table, settings));
  checkDescription(table.routes.map((route) => route.metadata), settings.info);
  return undefined;
}
