import type fc from "fast-check";
import type * as z from "zod";

/** A schema, and what is known of it without asking it. */
export interface SchemaCase {
  readonly schema: z.ZodType;
  /** Values of JSON that it mostly takes. */
  readonly values: fc.Arbitrary<unknown>;
  /** Whether it may hand on keys that it does not name, as far as can be told without running it. */
  readonly isOpaque: boolean;
  /** The schema as its source would be, near enough to make it again. */
  readonly text: string;
}

/** Returns a case of a schema that hands on nothing it does not name. */
export function closed(
  text: string,
  schema: z.ZodType,
  values: fc.Arbitrary<unknown>,
): SchemaCase {
  return { schema, values, isOpaque: false, text };
}

/** Returns a case of a schema that hands on what it reads. */
export function opaque(
  text: string,
  schema: z.ZodType,
  values: fc.Arbitrary<unknown>,
): SchemaCase {
  return { schema, values, isOpaque: true, text };
}
