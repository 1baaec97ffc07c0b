import type { MaybePromise } from "../http/handler.ts";
import type { AnySchema, SchemaIssue, SchemaResult } from "./standard_schema.ts";
import { compiled } from "./zod.ts";
import { callsFunctions } from "./zod_functions.ts";
import type { ZodSchema } from "./zod_def.ts";

/** What Zod hands from part to part while it reads. */
interface Payload {
  readonly value: unknown;
  readonly issues: readonly unknown[];
}

/** A schema of Zod, by what its authors let libraries call. */
interface RunnableSchema extends ZodSchema {
  readonly _zod: ZodSchema["_zod"] & {
    run(payload: Payload, options: { readonly async: boolean }): MaybePromise<Payload>;
  };
  safeParseAsync(value: unknown): Promise<
    { readonly success: true; readonly data: unknown } | {
      readonly success: false;
      readonly error: { readonly issues: readonly SchemaIssue[] };
    }
  >;
}

/**
 * Runs a schema of Zod: compiled when the first value comes, which takes longer than a hundred
 * validations, or as it is where it calls functions of the program.
 *
 * Those may return a promise. Zod tries every schema synchronously first, compiled ones too, and drops
 * that promise: were it to reject, the process would end.
 */
export class ZodValidator {
  readonly #schema: RunnableSchema;
  readonly #callsFunctions: boolean;
  #compiled: AnySchema | undefined;

  /** Takes a schema; it is walked once. */
  constructor(schema: ZodSchema) {
    // Every schema of Zod 4 has both.
    this.#schema = schema as RunnableSchema;
    this.#callsFunctions = callsFunctions(schema);
  }

  /** Checks a value, and gives what the schema makes of it. Throws what a function throws. */
  validate(value: unknown): MaybePromise<SchemaResult<unknown>> {
    if (this.#callsFunctions) return this.#run(value);
    const schema = this.#compiled ??= compiled(this.#schema);
    return schema["~standard"].validate(value);
  }

  #run(value: unknown): MaybePromise<SchemaResult<unknown>> {
    const run = this.#schema._zod.run({ value, issues: [] }, { async: true });
    if (run instanceof Promise) return run.then((payload) => this.#settle(payload, value));
    // What has come this way without a promise meets none now either: this is for the messages.
    return isGood(run) ? { value: run.value } : this.#schema["~standard"].validate(value);
  }

  async #settle(payload: Payload, value: unknown): Promise<SchemaResult<unknown>> {
    if (isGood(payload)) return { value: payload.value };
    const result = await this.#schema.safeParseAsync(value);
    return result.success ? { value: result.data } : { issues: result.error.issues };
  }
}

function isGood({ issues }: Payload): boolean {
  return issues.length === 0;
}
