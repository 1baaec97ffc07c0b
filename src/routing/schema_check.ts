/**
 * Whether what a route or a scope declares are schemas: checked where it is declared.
 *
 * @module
 */

import { hasNoBody, isRegistered } from "../http/status.ts";
import { UsageError } from "../http/usage_error.ts";
import type { AnySchema } from "../schema/standard_schema.ts";
import { reading } from "./schema_reading.ts";
import { type InputSchemas, type ResponseSpec, TEXT_PARTS } from "./schemas.ts";

/** The schemas of a route or a scope. */
interface DeclaredSchemas extends InputSchemas {
  readonly body?: AnySchema | "stream";
  readonly response?: ResponseSpec;
}

/** How a status is written. */
const STATUS = /^[1-5]\d\d$/;

/**
 * Checks the schemas that `owner` declares. Throws TypeError `SPK_NO_SCHEMA` for a value that is none,
 * `SPK_BAD_OPTION` for a status that cannot be declared, or not so.
 */
export function checkSchemas(source: DeclaredSchemas, owner: string): void {
  for (const part of TEXT_PARTS) {
    if (source[part] !== undefined) checkSchema(source[part], `${part} of ${owner}`);
  }
  if (source.body !== undefined && source.body !== "stream") checkBody(source.body, owner);
  if (source.response !== undefined) checkResponses(source.response, owner);
}

function checkBody(body: unknown, owner: string): void {
  if (typeof body === "string") {
    const message = `The body of ${owner} is "${body}": pass a schema, or "stream"`;
    throw new UsageError("SPK_BAD_OPTION", message);
  }
  checkSchema(body, `body of ${owner}`);
}

function checkResponses(response: unknown, owner: string): void {
  const place = `response of ${owner}`;
  if (typeof response !== "object" || response === null || isSchema(response, place)) {
    const message = `The ${place} is no object of schemas by status: write { 200: schema }`;
    throw new UsageError("SPK_BAD_OPTION", message);
  }
  const declared = Object.entries(response);
  if (declared.length === 0) throw noStatus(owner);
  for (const [status, schema] of declared) {
    if (!STATUS.test(status) || !isRegistered(Number(status))) throw unknownStatus(status, owner);
    if (schema === null) continue;
    if (hasNoBody(Number(status))) throw schemaOfNothing(status, owner);
    checkSchema(schema, `response ${status} of ${owner}`);
  }
}

function checkSchema(value: unknown, place: string): void {
  if (isSchema(value, place)) return;
  throw new UsageError(
    "SPK_NO_SCHEMA",
    `The ${place} is ${describe(value)}, not a schema: pass one of Zod 4, Valibot, ArkType or ` +
      "another library of the Standard Schema",
  );
}

/** Tells whether a value is a schema; those of some libraries are functions. */
function isSchema(value: unknown, place: string): value is AnySchema {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return false;
  const members: unknown = reading(place, () => Reflect.get(value, "~standard"));
  return typeof members === "object" && members !== null &&
    typeof Reflect.get(members, "validate") === "function";
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value !== "object") return `of type ${typeof value}`;
  const keys = Object.keys(value).slice(0, 3).map((key) => `"${key}"`);
  return keys.length === 0 ? "an empty object" : `an object with ${keys.join(", ")}`;
}

function unknownStatus(status: string, owner: string): UsageError {
  const message = `The response of ${owner} declares "${status}", which is no registered status ` +
    "from 200 on: write { 200: schema }";
  return new UsageError("SPK_BAD_OPTION", message);
}

function noStatus(owner: string): UsageError {
  const message = `The response of ${owner} names no status, so nothing could be returned: ` +
    "write { 200: schema }, or leave response out";
  return new UsageError("SPK_BAD_OPTION", message);
}

function schemaOfNothing(status: string, owner: string): UsageError {
  const message = `"${status}" of the response of ${owner} has a schema, and such an answer has ` +
    `no body: write { ${status}: null }`;
  return new UsageError("SPK_BAD_OPTION", message);
}
