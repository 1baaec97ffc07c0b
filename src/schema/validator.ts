import type { MaybePromise } from "../http/handler.ts";
import type { AnySchema, SchemaResult } from "./standard_schema.ts";
import { zodSchema } from "./zod_def.ts";
import { ZodValidator } from "./zod_validator.ts";

/** Checks a value against a schema, and gives what the schema makes of it. */
export type Validator = (value: unknown) => MaybePromise<SchemaResult<unknown>>;

/** Returns what runs a schema. */
export function validatorOf(schema: AnySchema): Validator {
  const zod = zodSchema(schema);
  if (zod === null) return (value) => schema["~standard"].validate(value);
  const validator = new ZodValidator(zod);
  return (value) => validator.validate(value);
}
