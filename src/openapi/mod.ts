/**
 * Routes as a document of OpenAPI 3.1.
 *
 * @module
 */

export { checkDescription } from "./checks.ts";
export { buildDocument } from "./document.ts";
export type {
  ApiInfo,
  ComponentsObject,
  HttpMethod,
  JsonSchema,
  MediaTypeObject,
  OpenApiDocument,
  OpenApiInfo,
  OperationObject,
  ParameterObject,
  PathItem,
  RequestBodyObject,
  ResponseObject,
  SecurityRequirement,
  SecuritySchemeObject,
  ServerObject,
  TagObject,
} from "./types.ts";
