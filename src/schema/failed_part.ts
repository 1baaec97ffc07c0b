import type { InputPlace } from "../http/validation_item.ts";
import type { AnySchema, SchemaIssue } from "./standard_schema.ts";

/** A part of a request that its schema refused. */
export interface FailedPart {
  /** Where the part stands. */
  readonly place: InputPlace;
  /** What read the part. */
  readonly schema: AnySchema;
  /** Why it was refused. */
  readonly issues: readonly SchemaIssue[];
  /** What the schema read. */
  readonly input: unknown;
  /** Whether the values arrived as text, as they do everywhere but in JSON. */
  readonly isText: boolean;
}
