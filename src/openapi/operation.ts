import { hasBody, requestBodyOf } from "./bodies.ts";
import { pascalCase } from "./operation_ids.ts";
import { parametersOf } from "./parameters.ts";
import type { DocumentedRoute } from "./paths.ts";
import { responsesOf } from "./responses.ts";
import type { SchemaComponents } from "./schema_components.ts";
import type { OperationObject } from "./types.ts";

/** What the operations of a document share. */
export interface OperationContext {
  /** Id of the operation. */
  readonly id: string;
  /** The schemas of the document. */
  readonly components: SchemaComponents;
  /** Whether a client needs something where the route does not say. */
  readonly isSecured: boolean;
  /** Gets a sentence for what the document cannot say. */
  readonly warn: (message: string) => void;
}

/** Writes one operation. */
export function operationOf(
  documented: DocumentedRoute,
  { id, components, isSecured, warn }: OperationContext,
): OperationObject {
  const { route, parameters: path } = documented;
  const { summary, description, deprecated, security } = route.operation;
  const resolve = components.resolve.bind(components);
  const sharedSchema = components.sharedSchema.bind(components);
  const use = (place: string) => ({
    place: `the ${place} of ${route.source}`,
    hint: pascalCase(`${id} ${place}`),
  });
  const parameters = parametersOf(path, route.schemas, {
    resolve,
    leaveOut: (header) => {
      const isSaid = security === undefined ? isSecured : security.length > 0;
      if (header === "authorization" && !isSaid) warn(undescribed(route.source));
    },
    refuse: (name, kind) => warn(unsendable(`"${name}" in the query of ${route.source}`, kind)),
    schemaOf: (part, schema) => components.schemaOf(schema, { ...use(part), form: "input" }),
  });
  return {
    ...(route.tags.length > 0 && { tags: route.tags }),
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    operationId: id,
    ...(parameters.length > 0 && { parameters }),
    ...(hasBody(documented) && {
      requestBody: requestBodyOf(
        route,
        (schema) => components.schemaOf(schema, { ...use("body"), form: "input" }),
      ),
    }),
    responses: responsesOf(documented, {
      resolve,
      sharedSchema,
      schemaOf: (status, schema) =>
        components.schemaOf(schema, { ...use(`response ${status}`), form: "output" }),
    }),
    ...(deprecated === true && { deprecated }),
    ...(security !== undefined && { security }),
  };
}

function unsendable(place: string, kind: string): string {
  return `${place} is ${kind}, and no query holds one: ` +
    "name its members one by one, or read text and parse it";
}

function undescribed(source: string): string {
  return `The OpenAPI document does not show that ${source} reads the header "authorization": ` +
    "OpenAPI says so by a security scheme, so give the route one in security";
}
