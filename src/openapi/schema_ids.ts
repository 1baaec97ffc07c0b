import type { RouteMetadata } from "../routing/metadata.ts";
import { readJsonSchema } from "../schema/json_schema.ts";
import type { AnySchema } from "../schema/standard_schema.ts";
import { zodSchema } from "../schema/zod_def.ts";
import { zodNodes } from "../schema/zod_nodes.ts";
import { schemasIn } from "./subschemas.ts";

/** An id, and what was given it. */
type Named = readonly [id: string, holder: object];

/** Where Zod keeps what `meta()` and `register()` are given, for all its copies in a process. */
interface ZodRegistry {
  readonly get: (schema: object) => { readonly id?: unknown } | undefined;
  /** Schemas by id. */
  readonly _idmap?: ReadonlyMap<unknown, unknown>;
}

/** Tells whether schemas of routes have one id, whether they say the same or not. */
export function sharesIds(routes: readonly RouteMetadata[]): boolean {
  const holders = new Map<string, object>();
  for (const schema of new Set(routes.flatMap(schemasOf))) {
    for (const [id, holder] of idsIn(schema)) {
      const other = holders.get(id) ?? holder;
      if (other !== holder) return true;
      holders.set(id, holder);
    }
  }
  return false;
}

function schemasOf({ schemas }: RouteMetadata): readonly AnySchema[] {
  const { params, query, headers, cookies, body, response = {} } = schemas;
  const given = [...params, ...query, ...headers, ...cookies, body, ...Object.values(response)];
  return given.filter((schema) => schema !== undefined && schema !== null);
}

function idsIn(schema: AnySchema): readonly Named[] {
  const zod = zodSchema(schema);
  if (zod !== null) {
    const registry = zodRegistry();
    if (registry === undefined || registry._idmap?.size === 0) return [];
    return [...zodNodes(zod)].flatMap((node) => named(registry.get(node)?.id, node));
  }
  const nodes = schemasIn(readJsonSchema(schema, "input")?.json ?? {});
  return nodes.flatMap((node) => named(node.id, node));
}

function named(id: unknown, holder: object): readonly Named[] {
  return typeof id === "string" ? [[id, holder]] : [];
}

function zodRegistry(): ZodRegistry | undefined {
  // Zod makes it when it is loaded, which it was where there is a schema of it.
  return Reflect.get(globalThis, "__zod_globalRegistry") as ZodRegistry | undefined;
}
