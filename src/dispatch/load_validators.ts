import type { RouteSchemas } from "../routing/schemas.ts";
import type { AnySchema } from "../schema/standard_schema.ts";
import { loadCompiler } from "../schema/zod.ts";
import { zodSchema } from "../schema/zod_def.ts";
import type { DispatchRoute } from "./compose.ts";

/** Loads what the schemas of these routes need: Zod's compiler where there is one of Zod. */
export async function loadValidators(routes: readonly DispatchRoute[]): Promise<void> {
  const schemas = routes.flatMap(({ metadata }) => schemasOf(metadata.schemas));
  if (schemas.some((schema) => zodSchema(schema) !== null)) await loadCompiler();
}

function schemasOf(schemas: RouteSchemas): AnySchema[] {
  const { params, query, headers, cookies, body, response } = schemas;
  const all = [...params, ...query, ...headers, ...cookies, body, ...Object.values(response ?? {})];
  return all.filter((schema) => schema !== undefined && schema !== null);
}
