import { UsageError } from "../http/usage_error.ts";
import type { RouteMetadata } from "../routing/metadata.ts";
import type { OpenApiInfo, SecurityRequirement } from "./types.ts";

/**
 * Checks that every security scheme that the document or a route asks for is one of the document's.
 * Throws TypeError `SPK_UNKNOWN_SECURITY`, naming the route.
 */
export function checkSecurity(
  routes: readonly RouteMetadata[],
  { security, securitySchemes = {} }: OpenApiInfo,
): void {
  const known = Object.keys(securitySchemes);
  checkRequirements(security, "The document", known);
  for (const { operation, source } of routes) {
    checkRequirements(operation.security, source, known);
  }
}

function checkRequirements(
  requirements: readonly SecurityRequirement[] | undefined,
  owner: string,
  known: readonly string[],
): void {
  for (const name of (requirements ?? []).flatMap((requirement) => Object.keys(requirement))) {
    if (known.includes(name)) continue;
    const schemes = known.length === 0 ? "none" : known.map((scheme) => `"${scheme}"`).join(", ");
    throw new UsageError(
      "SPK_UNKNOWN_SECURITY",
      `${owner} asks for the security scheme "${name}", and there is ${schemes}: ` +
        'add it to "securitySchemes" of the option "openapi", or take it out of "security"',
    );
  }
}
