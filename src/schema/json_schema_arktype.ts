import { type Conversion, type JsonSchema, wireSchema } from "./json_schema_conversion.ts";

/** The kinds of which ArkType has nothing to say; of the others it says a part. */
const ARKTYPE_GAPS = ["domain", "morph", "proto", "symbolKey", "unit"];

interface ArkTypeGap {
  readonly code: string;
  readonly base: JsonSchema;
  readonly unit?: unknown;
}

/** Returns what `toJsonSchema()` of ArkType takes. */
export function arktypeOptions({ form, losses }: Conversion): Record<string, unknown> {
  const open = ({ code, base, unit }: ArkTypeGap) => {
    // An optional key is a union with undefined, and that it may be left out is said elsewhere.
    if (code === "unit" && unit === undefined) return base;
    losses.push({ path: [], reason: `ArkType has no JSON Schema for a "${code}"` });
    return base;
  };
  const date = (gap: ArkTypeGap) => {
    const schema = wireSchema("date", form);
    return schema === undefined ? open(gap) : { ...gap.base, ...schema };
  };
  return { fallback: { ...Object.fromEntries(ARKTYPE_GAPS.map((gap) => [gap, open])), date } };
}
