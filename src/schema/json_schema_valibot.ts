import { type Conversion, wireSchema } from "./json_schema_conversion.ts";

interface ValibotNode {
  readonly valibotSchema: { readonly type: string };
  readonly errors?: readonly string[];
}

/** Returns what `toJsonSchema()` of Valibot takes. */
export function valibotOptions({ form, losses }: Conversion): Record<string, unknown> {
  const overrideSchema = ({ valibotSchema, errors }: ValibotNode) => {
    const [reason] = errors ?? [];
    if (reason === undefined) return undefined;
    const schema = wireSchema(valibotSchema.type, form);
    if (schema === undefined) losses.push({ path: [], reason });
    return schema;
  };
  return { errorMode: "ignore", overrideSchema };
}
