import { UsageError } from "../http/usage_error.ts";
import type { AnySchema } from "../schema/standard_schema.ts";
import { zodSchema } from "../schema/zod_def.ts";
import { zodNodes } from "../schema/zod_nodes.ts";

/**
 * Returns what looking into a schema gives. Throws TypeError `SPK_NO_SCHEMA` where that throws, with
 * it as `cause`; `place` names the schema.
 */
export function reading<T>(place: string, look: () => T): T {
  try {
    return look();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The ${place} cannot be read: ${reason}. ` +
      "Define all that it is made of before the app starts, and import nothing in a circle";
    throw new UsageError("SPK_NO_SCHEMA", message, { cause });
  }
}

/** Schemas that were opened; an app is put together more than once. */
const READABLE = new WeakSet<AnySchema>();

/** Opens all that a schema of Zod is made of. Throws as {@linkcode reading} does. */
export function checkReadable(schema: AnySchema, place: string): void {
  const zod = READABLE.has(schema) ? null : zodSchema(schema);
  if (zod === null) return;
  reading(place, () => zodNodes(zod));
  READABLE.add(schema);
}
