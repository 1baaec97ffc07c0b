/**
 * The types of Standard Schema v1 (https://standardschema.dev), which Zod, Valibot, ArkType and
 * others implement. Types only: nothing here exists at run time.
 *
 * @module
 */

/** A schema that reads `Input` and gives `Output`. */
export interface Schema<Input = unknown, Output = Input> {
  /** What the standard asks for. */
  readonly "~standard": SchemaMembers<Input, Output>;
}

/** What a schema carries under `"~standard"`. */
export interface SchemaMembers<Input = unknown, Output = Input> {
  /** Version of the standard. */
  readonly version: 1;
  /** Name of the library, lower case: `"zod"`. */
  readonly vendor: string;
  /** Validates an unknown value. */
  readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
  /** Exists for inference only. */
  readonly types?: SchemaTypes<Input, Output> | undefined;
}

/** The two types of a schema. */
export interface SchemaTypes<Input, Output> {
  /** What it reads. */
  readonly input: Input;
  /** What it gives. */
  readonly output: Output;
}

/** A value, or why there is none. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One reason why a value was refused. */
export interface SchemaIssue {
  /** What is wrong, in the words of the library. */
  readonly message: string;
  /** Where it is wrong. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Any schema of any library. */
export type AnySchema = Schema<unknown, unknown>;

/** The type a schema reads. */
export type Input<S extends AnySchema> = NonNullable<S["~standard"]["types"]>["input"];

/** The type a schema gives. */
export type Output<S extends AnySchema> = NonNullable<S["~standard"]["types"]>["output"];
