import type { MaybePromise } from "../http/handler.ts";
import type { AnySchema, SchemaResult } from "./standard_schema.ts";
import { compiled } from "./zod.ts";
import { zodSchema } from "./zod_def.ts";

/** Checks a value against a schema, and gives what the schema makes of it. */
export type Validator = (value: unknown) => MaybePromise<SchemaResult<unknown>>;

/**
 * Returns what runs a schema. One of Zod is compiled when the first value comes: that takes longer
 * than a hundred validations.
 */
export function validatorOf(schema: AnySchema): Validator {
  let standard = schema["~standard"];
  let isFinal = zodSchema(schema) === null;
  return (value) => {
    if (!isFinal) {
      standard = compiled(schema)["~standard"];
      isFinal = true;
    }
    return standard.validate(value);
  };
}
