/**
 * Whether the schemas of a route fit its method and path: checked when the app is put together.
 *
 * @module
 */

import { UsageError } from "../http/usage_error.ts";
import { keysOf } from "../schema/keys.ts";
import type { AnySchema } from "../schema/standard_schema.ts";
import { takesObject } from "../schema/takes_object.ts";
import { type Declaration, sourceOf } from "./declaration.ts";
import { checkReadable } from "./schema_reading.ts";
import { type RouteSchemas, TEXT_PARTS, type TextPart } from "./schemas.ts";

/** A route's schemas, and what they must fit. */
export interface SchemaFit {
  readonly declaration: Declaration;
  readonly schemas: RouteSchemas;
  readonly paramNames: readonly string[];
}

/** Methods whose requests have no body that means anything (RFC 9110 section 9.3). */
const BODILESS: readonly string[] = ["GET", "HEAD"];

/**
 * Throws TypeError `SPK_NO_SCHEMA` for a schema that throws where it is looked into, `SPK_BODY_ON_GET`
 * for a schema of a body that no request has, `SPK_BAD_OPTION` for one that refuses every record,
 * `SPK_PARAMS_MISMATCH` where parameters and path differ, `SPK_BAD_HEADER` for a header that is not in
 * lower case. Schemas that cannot be looked into are taken as they are.
 */
export function checkFit(fit: SchemaFit): void {
  const { declaration, schemas } = fit;
  for (const [place, schema] of schemasOf(schemas)) {
    checkReadable(schema, `${place} of ${sourceOf(declaration)}`);
  }
  const bodiless = declaration.methods.find((method) => BODILESS.includes(method));
  if (schemas.body !== undefined && bodiless !== undefined) throw noBody(declaration, bodiless);
  for (const part of TEXT_PARTS) {
    if (!schemas[part].every(takesObject)) throw noObject(declaration, part);
  }
  checkParams(fit);
  for (const name of schemas.headers.flatMap((schema) => keysOf(schema) ?? [])) {
    if (name !== name.toLowerCase()) throw notLowerCase(declaration, name);
  }
}

/** All of them, each with its place. */
function schemasOf(
  { body, response = {}, ...parts }: RouteSchemas,
): readonly (readonly [place: string, schema: AnySchema])[] {
  const inputs = TEXT_PARTS.flatMap((part) => parts[part].map((schema) => [part, schema] as const));
  const answers = Object.entries(response).flatMap(([status, schema]) =>
    schema === null ? [] : [[`response ${status}`, schema] as const]
  );
  return [...inputs, ...body === undefined ? [] : [["body", body] as const], ...answers];
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

function noObject(declaration: Declaration, part: TextPart): UsageError {
  return new UsageError(
    "SPK_BAD_OPTION",
    `The ${part} schema of ${
      sourceOf(declaration)
    } takes no object, so it refuses every request: ` +
      "pass that of an object, such as z.object({ name: z.string() })",
  );
}

function notLowerCase(declaration: Declaration, name: string): UsageError {
  return new UsageError(
    "SPK_BAD_HEADER",
    `The headers schema of ${sourceOf(declaration)} has "${name}": write names in lower case, as ` +
      "they arrive",
  );
}
