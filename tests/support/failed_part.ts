import type { z } from "zod";
import type { InputPlace } from "../../src/http/validation_item.ts";
import type { FailedPart } from "../../src/schema/failed_part.ts";

/** What a schema of Zod finds wrong with an input; all but a body arrives as text. */
export function failedPart(place: InputPlace, schema: z.ZodType, input: unknown): FailedPart {
  const issues = schema.safeParse(input).error?.issues ?? [];
  return { place, schema, issues, input, isText: place !== "body" };
}
