import type { SecurityRequirement } from "../routing/operation.ts";
import type { JsonSchema } from "../schema/json_schema.ts";

export type { SecurityRequirement } from "../routing/operation.ts";
export type { JsonSchema } from "../schema/json_schema.ts";

/** A description of an API as OpenAPI 3.1 has it (https://spec.openapis.org/oas/v3.1.1.html). */
export interface OpenApiDocument {
  /** Version of OpenAPI. */
  readonly openapi: "3.1.1";
  /** What the API is. */
  readonly info: ApiInfo;
  /** Where it is served; none: at the root of the origin the document is of. */
  readonly servers?: readonly ServerObject[];
  /** Operations by path (`/users/{id}`) and method. */
  readonly paths: Readonly<Record<string, PathItem>>;
  /** What operations refer to. */
  readonly components?: ComponentsObject;
  /** What a client needs unless the operation says otherwise: one of them. */
  readonly security?: readonly SecurityRequirement[];
  /** Groups of operations, in the order to show them. */
  readonly tags?: readonly TagObject[];
}

/** What an API is. */
export interface ApiInfo {
  /** Name. */
  readonly title: string;
  /** Text in Markdown. */
  readonly description?: string;
  /** Version of the API, not of OpenAPI. */
  readonly version: string;
}

/** Where an API is served. */
export interface ServerObject {
  /** Base URL, may be relative to the document. */
  readonly url: string;
  /** Text in Markdown. */
  readonly description?: string;
}

/** A group of operations. */
export interface TagObject {
  /** As routes name it. */
  readonly name: string;
  /** Text in Markdown. */
  readonly description?: string;
}

/** How clients prove who they are: `{ type: "http", scheme: "bearer" }` and the like. */
export interface SecuritySchemeObject {
  /** Kind of scheme. */
  readonly type: "apiKey" | "http" | "mutualTLS" | "oauth2" | "openIdConnect";
  /** Text in Markdown. */
  readonly description?: string;
  /** What the type asks for. */
  readonly [member: string]: unknown;
}

/** What operations refer to, by name. */
export interface ComponentsObject {
  /** Schemas with an id, recursive ones, and those of problems. */
  readonly schemas?: Readonly<Record<string, JsonSchema>>;
  /** Security schemes. */
  readonly securitySchemes?: Readonly<Record<string, SecuritySchemeObject>>;
}

/** The methods OpenAPI 3.1 has a place for. */
export type HttpMethod = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace";

/** The operations of one path, by method. */
export type PathItem = { readonly [Method in HttpMethod]?: OperationObject };

/** One method of one path. */
export interface OperationObject {
  /** Groups it belongs to. */
  readonly tags?: readonly string[];
  /** One line. */
  readonly summary?: string;
  /** Text in Markdown. */
  readonly description?: string;
  /** Unique in the document. */
  readonly operationId: string;
  /** What it takes beside a body. */
  readonly parameters?: readonly ParameterObject[];
  /** What it takes as a body. */
  readonly requestBody?: RequestBodyObject;
  /** What it answers, by status. */
  readonly responses: Readonly<Record<string, ResponseObject>>;
  /** Whether clients should stop using it. */
  readonly deprecated?: boolean;
  /** What a client needs here: one of them; `[]` for nothing. */
  readonly security?: readonly SecurityRequirement[];
}

/** One value of a path, query, header or cookie. */
export interface ParameterObject {
  /** As the request has it. */
  readonly name: string;
  /** Part of the request. */
  readonly in: "path" | "query" | "header" | "cookie";
  /** Text in Markdown. */
  readonly description?: string;
  /** True for every parameter of a path. */
  readonly required?: boolean;
  /** Whether clients should stop using it. */
  readonly deprecated?: boolean;
  /** How a list or an object is written. */
  readonly style?: "form";
  /** Whether each of its values is a parameter of that name. */
  readonly explode?: boolean;
  /** What it may be. */
  readonly schema: JsonSchema;
}

/** A body of a request. */
export interface RequestBodyObject {
  /** Text in Markdown. */
  readonly description?: string;
  /** What it may be, by media type or range. */
  readonly content: Readonly<Record<string, MediaTypeObject>>;
  /** Whether there must be one. Default false. */
  readonly required?: boolean;
}

/** One answer. */
export interface ResponseObject {
  /** Text in Markdown. */
  readonly description: string;
  /** Its body by media type; none: no body, or none that is declared. */
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
}

/** A body of one media type. */
export interface MediaTypeObject {
  /** What it may be; none: anything. */
  readonly schema?: JsonSchema;
}

/** What a document says beside its routes. */
export interface OpenApiInfo extends ApiInfo {
  /** Where the API is served. Default: `"/"`, the root of the origin that serves the document. */
  readonly servers?: readonly ServerObject[];
  /** Groups with a description, and their order; tags of routes that are not among them follow. */
  readonly tags?: readonly TagObject[];
  /** Ways to prove who a client is, by the name that `security` uses. */
  readonly securitySchemes?: Readonly<Record<string, SecuritySchemeObject>>;
  /** What a client needs unless a route says otherwise: one of them. Default: nothing. */
  readonly security?: readonly SecurityRequirement[];
}
