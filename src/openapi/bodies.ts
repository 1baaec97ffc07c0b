import type { RouteMetadata } from "../routing/metadata.ts";
import type { JsonSchema } from "../schema/json_schema.ts";
import type { AnySchema } from "../schema/standard_schema.ts";
import { takesNothing } from "../schema/takes_nothing.ts";
import type { RequestBodyObject } from "./types.ts";

/** Tells whether a route says anything of its body. */
export function hasBody({ schemas, accepts }: RouteMetadata): boolean {
  return schemas.body !== undefined || accepts !== undefined;
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
