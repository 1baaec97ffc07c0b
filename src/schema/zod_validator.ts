import type { MaybePromise } from "../http/handler.ts";
import type { SchemaIssue, SchemaResult } from "./standard_schema.ts";
import { compiled } from "./zod.ts";
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
 * Runs a schema of Zod: compiled from its first success on, which takes longer than a hundred
 * validations, or awaited where it turns out to be asynchronous.
 *
 * Zod tries every schema synchronously first, and drops the promise of an asynchronous part: were it
 * to reject, the process would end. So nothing runs that way before a value got through without one.
 */
export class ZodValidator {
  readonly #schema: RunnableSchema;
  #validate: (value: unknown) => MaybePromise<SchemaResult<unknown>>;

  /** Takes a schema that nothing was checked by yet. */
  constructor(schema: ZodSchema) {
    // Every schema of Zod 4 has both.
    this.#schema = schema as RunnableSchema;
    this.#validate = (value) => this.#learn(value);
  }

  /** Checks a value, and gives what the schema makes of it. */
  validate(value: unknown): MaybePromise<SchemaResult<unknown>> {
    return this.#validate(value);
  }

  #learn(value: unknown): MaybePromise<SchemaResult<unknown>> {
    const run = this.#schema._zod.run({ value, issues: [] }, { async: true });
    if (run instanceof Promise) {
      this.#validate = (next) => this.#await(next);
      return run.then((payload) => isGood(payload) ? { value: payload.value } : this.#await(value));
    }
    // What has come this way without a promise meets none now either.
    if (!isGood(run)) return this.#schema["~standard"].validate(value);
    this.#compile();
    return { value: run.value };
  }

  #compile(): void {
    const standard = compiled(this.#schema)["~standard"];
    this.#validate = (value) => {
      const result = standard.validate(value);
      if (result instanceof Promise) this.#validate = (next) => this.#await(next);
      return result;
    };
  }

  async #await(value: unknown): Promise<SchemaResult<unknown>> {
    const result = await this.#schema.safeParseAsync(value);
    return result.success ? { value: result.data } : { issues: result.error.issues };
  }
}

function isGood({ issues }: Payload): boolean {
  return issues.length === 0;
}
