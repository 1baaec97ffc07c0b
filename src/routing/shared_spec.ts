import { checkOptions } from "../http/options.ts";
import { UsageError } from "../http/usage_error.ts";
import { checkOperation, type OperationSpec } from "./operation.ts";
import { checkSchemas } from "./schema_check.ts";
import type { InputSchemas, ResponseSpec } from "./schemas.ts";

/**
 * What a scope declares for all its routes, as a route may for itself. Schemas of both are checked,
 * of one status or `security` that of the nearest counts.
 */
export interface SharedSpec extends InputSchemas, Pick<OperationSpec, "security"> {
  /** Schema per status of what handlers return; only these may be returned then. */
  readonly response?: ResponseSpec;
  /** Tags for OpenAPI, before those of scopes and routes within. Default: none. */
  readonly tags?: readonly string[];
}

/** Keys of {@linkcode SharedSpec}. */
export const SHARED_KEYS: readonly (keyof SharedSpec)[] = [
  "params",
  "query",
  "headers",
  "cookies",
  "response",
  "tags",
  "security",
];

/**
 * Checks the spec of the scope `owner`. Throws as {@linkcode checkShared} does, and TypeError
 * `SPK_UNKNOWN_OPTION`.
 */
export function checkScopeSpec(spec: unknown, owner: string): SharedSpec {
  checkOptions(spec, { owner, keys: SHARED_KEYS });
  // Its keys are known, and its values are checked here.
  checkShared(spec as SharedSpec, owner);
  return spec as SharedSpec;
}

/**
 * Checks the values of a scope's spec or of a route's, which has more. Throws TypeError
 * `SPK_NO_SCHEMA` and `SPK_BAD_OPTION`.
 */
export function checkShared(spec: SharedSpec, owner: string): void {
  const { tags } = spec;
  if (tags !== undefined && !isTexts(tags)) {
    const message = `The tags of ${owner} are no list: pass strings in one`;
    throw new UsageError("SPK_BAD_OPTION", message);
  }
  checkOperation(spec, owner);
  checkSchemas(spec, owner);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}
