/**
 * Zod's compiler, where the program has Zod: the only file that imports it, and only once a route
 * needs it.
 *
 * @module
 */

import type { AnySchema } from "./standard_schema.ts";

type Compile = (schema: AnySchema) => AnySchema;

let compile: Compile | undefined;

/** Loads the compiler. Where there is none, schemas run as they are. */
export async function loadCompiler(): Promise<void> {
  if (compile !== undefined) return;
  try {
    const { z } = await import("zod");
    // Both take and give a schema; what else Zod's type says of it is not used.
    if (typeof z.compile === "function") compile = z.compile as unknown as Compile;
  } catch {
    // The schemas come from a copy that cannot be found from here.
  }
}

/** Returns a schema that does the same, faster; itself where that cannot be had. */
export function compiled(schema: AnySchema): AnySchema {
  if (compile === undefined) return schema;
  try {
    return compile(schema);
  } catch {
    return schema;
  }
}
