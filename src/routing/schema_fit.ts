/**
 * Whether the schemas of a route fit its method and path: checked when the app is put together.
 *
 * @module
 */

import { UsageError } from "../http/usage_error.ts";
import { keysOf } from "../schema/keys.ts";
import { type Declaration, sourceOf } from "./declaration.ts";
import type { RouteSchemas } from "./schemas.ts";

/** A route's schemas, and what they must fit. */
export interface SchemaFit {
  readonly declaration: Declaration;
  readonly schemas: RouteSchemas;
  readonly paramNames: readonly string[];
}

/** Methods whose requests have no body that means anything (RFC 9110 section 9.3). */
const BODILESS: readonly string[] = ["GET", "HEAD"];

/**
 * Throws TypeError `SPK_BODY_ON_GET` for a schema of a body that no request has, `SPK_PARAMS_MISMATCH`
 * where parameters and path differ, `SPK_BAD_HEADER` for a header that is not in lower case. Schemas
 * that cannot be looked into are taken as they are.
 */
export function checkFit(fit: SchemaFit): void {
  const { declaration, schemas } = fit;
  const bodiless = declaration.methods.find((method) => BODILESS.includes(method));
  if (schemas.body !== undefined && bodiless !== undefined) throw noBody(declaration, bodiless);
  checkParams(fit);
  for (const name of schemas.headers.flatMap((schema) => keysOf(schema) ?? [])) {
    if (name !== name.toLowerCase()) throw notLowerCase(declaration, name);
  }
}

function checkParams({ declaration, schemas, paramNames }: SchemaFit): void {
  const known = schemas.params.map(keysOf);
  const stray = known.flat().find((name) => name !== undefined && !paramNames.includes(name));
  if (stray !== undefined) throw mismatch(declaration, `"${stray}"`, paramNames);
  if (declaration.spec.params === undefined || known.includes(undefined)) return;
  const isMissing = paramNames.some((name) => !known.some((keys) => keys?.includes(name)));
  if (isMissing) throw mismatch(declaration, listed(known.flat()), paramNames);
}

function mismatch(
  declaration: Declaration,
  names: string,
  paramNames: readonly string[],
): UsageError {
  return new UsageError(
    "SPK_PARAMS_MISMATCH",
    `The params schema of ${sourceOf(declaration)} has ${names} but the path ` +
      `"${declaration.path}" has ${listed(paramNames)}: give both the same names`,
  );
}

function listed(names: readonly unknown[]): string {
  return names.length === 0 ? "none" : names.map((name) => `"${String(name)}"`).join(", ");
}

function noBody(declaration: Declaration, method: string): UsageError {
  return new UsageError(
    "SPK_BODY_ON_GET",
    `${sourceOf(declaration)} has a schema of the body, and ${method} requests have none: ` +
      "use query, or another method",
  );
}

function notLowerCase(declaration: Declaration, name: string): UsageError {
  return new UsageError(
    "SPK_BAD_HEADER",
    `The headers schema of ${sourceOf(declaration)} has "${name}": write names in lower case, as ` +
      "they arrive",
  );
}
