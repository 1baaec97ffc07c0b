import type { JsonSchema } from "./json_schema.ts";

/** A walk through one document. */
export interface JsonWalk {
  readonly root: JsonSchema;
  /** The schemas that are being walked: one that holds itself stays as it is. */
  readonly path: readonly JsonSchema[];
}

/** Tells whether a value of a document is a schema with keywords, not `true` or `false`. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the schemas of a list, such as those of `anyOf`. */
export function schemasOf(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/** Returns what `$ref` stands for (RFC 6901 pointers of the same document). */
export function targetOf({ $ref }: JsonSchema, { root }: JsonWalk): JsonSchema | undefined {
  if (typeof $ref !== "string" || !$ref.startsWith("#")) return undefined;
  let target: unknown = root;
  for (const token of $ref.slice(1).split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    target = isSchema(target) ? target[name] : undefined;
  }
  return isSchema(target) ? target : undefined;
}
