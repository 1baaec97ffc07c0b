import { UsageError } from "../http/usage_error.ts";

/** Names of security schemes that must all be met, each with the scopes it asks for. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

/** What OpenAPI says of a route beside its schemas; nothing of it changes how it is served. */
export interface OperationSpec {
  /** Unique name of the operation. Default: the handler's, else method and path. */
  readonly operationId?: string;
  /** One line. Default: none. */
  readonly summary?: string;
  /** Text in Markdown. Default: none. */
  readonly description?: string;
  /** Whether clients should stop using it. Default false. */
  readonly deprecated?: boolean;
  /** Whether the document leaves it out. Default false. */
  readonly hidden?: boolean;
  /** Alternatives of which a client needs one; `[]` for none at all. Default: that of the document. */
  readonly security?: readonly SecurityRequirement[];
}

/** Keys of {@linkcode OperationSpec}. */
export const OPERATION_KEYS: readonly (keyof OperationSpec)[] = [
  "operationId",
  "summary",
  "description",
  "deprecated",
  "hidden",
  "security",
];

/** Checks what is given of them; throws TypeError `SPK_BAD_OPTION`, naming the route `owner`. */
export function checkOperation(spec: OperationSpec, owner: string): void {
  const { security } = spec;
  for (const key of ["operationId", "summary", "description"] as const) {
    if (spec[key] !== undefined && typeof spec[key] !== "string") throw bad(owner, key, "a string");
  }
  for (const key of ["deprecated", "hidden"] as const) {
    if (spec[key] !== undefined && typeof spec[key] !== "boolean") {
      throw bad(owner, key, "true or false");
    }
  }
  if (spec.operationId === "") throw bad(owner, "operationId", "a name");
  if (security !== undefined && !isSecurity(security)) {
    throw bad(owner, "security", "a list such as [{ bearer: [] }]");
  }
}

/** Returns what a spec says of its operation, frozen. */
export function operationOf(spec: OperationSpec): OperationSpec {
  const given = OPERATION_KEYS.filter((key) => spec[key] !== undefined);
  return Object.freeze(Object.fromEntries(given.map((key) => [key, spec[key]])));
}

function isSecurity(value: unknown): boolean {
  return Array.isArray(value) &&
    value.every((requirement: unknown) =>
      typeof requirement === "object" && requirement !== null &&
      Object.values(requirement).every(isScopeList)
    );
}

function isScopeList(value: unknown): boolean {
  return Array.isArray(value) && value.every((scope) => typeof scope === "string");
}

function bad(owner: string, key: string, wanted: string): UsageError {
  return new UsageError("SPK_BAD_OPTION", `The option "${key}" of ${owner} is not ${wanted}`);
}
