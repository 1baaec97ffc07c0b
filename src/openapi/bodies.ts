import type { RouteMetadata } from "../routing/metadata.ts";
import type { JsonSchema } from "../schema/json_schema.ts";
import type { AnySchema } from "../schema/standard_schema.ts";
import { takesNothing } from "../schema/takes_nothing.ts";
import type { DocumentedRoute } from "./paths.ts";
import type { HttpMethod, RequestBodyObject } from "./types.ts";

/** Methods whose request has a body that means something (RFC 9110 section 9.3), if declared. */
const TAKES_BODY: readonly HttpMethod[] = ["put", "post", "patch", "delete", "options"];

/** Tells whether an operation says anything of its body. */
export function hasBody({ route: { schemas, accepts }, method }: DocumentedRoute): boolean {
  return TAKES_BODY.includes(method) && (schemas.body !== undefined || accepts !== undefined);
}

/** Returns the body of a request: one content for each media type that the route takes. */
export function requestBodyOf(
  { schemas: { body }, accepts }: RouteMetadata,
  schemaOf: (schema: AnySchema) => JsonSchema,
): RequestBodyObject {
  const types = accepts ?? ["application/json"];
  if (body === undefined) {
    return { content: Object.fromEntries(types.map((type) => [type, {}])) };
  }
  const schema = schemaOf(body);
  const { description } = schema;
  return {
    ...(typeof description === "string" && { description }),
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
    ...(!takesNothing(body) && { required: true }),
  };
}
