import type { MaybePromise } from "../http/handler.ts";
import { isThenable } from "../http/thenable.ts";
import type { AnySchema, SchemaResult } from "./standard_schema.ts";
import { zodSchema } from "./zod_def.ts";
import { ZodValidator } from "./zod_validator.ts";

/** Checks a value against a schema, and gives what the schema makes of it. */
export type Validator = (value: unknown) => MaybePromise<SchemaResult<unknown>>;

/** One for each schema, however many routes share it: what was compiled is compiled once. */
const validators = new WeakMap<AnySchema, Validator>();

/** Returns what runs a schema. It gives true promises or none. */
export function validatorOf(schema: AnySchema): Validator {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const validator = makeValidator(schema);
  validators.set(schema, validator);
  return validator;
}

function makeValidator(schema: AnySchema): Validator {
  const zod = zodSchema(schema);
  if (zod === null) return standardValidator(schema);
  const validator = new ZodValidator(zod);
  return (value) => validator.validate(value);
}

function standardValidator(schema: AnySchema): Validator {
  return (value) => {
    const result = schema["~standard"].validate(value);
    return isThenable(result) ? settled(result) : checkResult(result);
  };
}

async function settled(
  result: PromiseLike<SchemaResult<unknown>>,
): Promise<SchemaResult<unknown>> {
  return checkResult(await result);
}

/** Lets nothing through that is neither a value nor a list of issues: it would pass for valid. */
function checkResult(result: SchemaResult<unknown>): SchemaResult<unknown> {
  if (typeof result === "object" && result !== null && ("value" in result || result.issues)) {
    return result;
  }
  throw new TypeError('A schema gave neither "value" nor "issues"');
}
