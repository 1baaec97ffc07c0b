/**
 * What is read of a schema of Zod 4: its definition, which stands under `_zod.def`. Structural, so
 * that nothing here imports Zod.
 *
 * @module
 */

import type { MaybePromise } from "../http/handler.ts";
import type { AnySchema } from "./standard_schema.ts";

/** A schema of Zod, its mini form included. */
export interface ZodSchema extends AnySchema {
  /** The internals of Zod that its authors document for libraries. */
  readonly _zod: {
    readonly def: ZodDef;
    /** Given where a key of an object may be left out for it. */
    readonly optin?: string | undefined;
    /** Reads the value of a payload; a promise where a part of the schema is asynchronous. */
    readonly run: (payload: ZodPayload, options: { async: boolean }) => MaybePromise<ZodPayload>;
    /** The members of a literal or an enum. */
    readonly values?: ReadonlySet<unknown> | undefined;
    /** What a lazy schema stands for; reading it calls the getter. */
    readonly innerType?: ZodSchema | undefined;
    /** The members that each key of an object may have, where they can be counted. */
    readonly propValues?: Readonly<Record<string, ReadonlySet<unknown>>> | undefined;
  };
}

/** A value on its way through a schema. */
export interface ZodPayload {
  readonly value: unknown;
  readonly issues: readonly unknown[];
}

/** A definition: `type` names the kind, the rest belongs to single kinds. */
export interface ZodDef {
  readonly type: string;
  readonly coerce?: boolean;
  readonly format?: string;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly format?: string } } }[];
  readonly innerType?: ZodSchema;
  readonly in?: ZodSchema;
  readonly out?: ZodSchema;
  readonly element?: ZodSchema;
  readonly items?: readonly ZodSchema[];
  readonly rest?: ZodSchema | null;
  readonly options?: readonly ZodSchema[];
  readonly discriminator?: string;
  readonly left?: ZodSchema;
  readonly right?: ZodSchema;
  readonly shape?: Readonly<Record<string, ZodSchema>>;
  readonly catchall?: ZodSchema | undefined;
  readonly keyType?: ZodSchema;
  readonly valueType?: ZodSchema;
  readonly mode?: string;
}

/** Returns a schema as one of Zod 4, or null where it is of another library. */
export function zodSchema(schema: AnySchema): ZodSchema | null {
  // Zod 3 names the same vendor and has no `_zod`.
  const isZod = schema["~standard"].vendor === "zod" && "_zod" in schema;
  return isZod ? schema as ZodSchema : null;
}

/**
 * Returns the schema that sees a value first: through optional, nullable, default, readonly and the
 * like, the input of a pipe, transform or codec, and lazy ones.
 */
export function firstReader(schema: ZodSchema): ZodSchema {
  const passed = new Set<ZodSchema>();
  let reader = schema;
  while (!passed.has(reader)) {
    passed.add(reader);
    const { def, innerType } = reader._zod;
    reader = def.innerType ?? def.in ?? innerType ?? reader;
  }
  return reader;
}

/** Tells whether a number schema takes integers only, which is also the safe ones only. */
export function isIntegerDef({ format, checks = [] }: ZodDef): boolean {
  const formats = [format, ...checks.map((check) => check._zod.def.format)];
  return formats.some((name) => name?.includes("int"));
}
