import type { RouteSchemas } from "../routing/schemas.ts";
import type { JsonSchema } from "../schema/json_schema.ts";
import type { AnySchema } from "../schema/standard_schema.ts";
import { type Member, membersOf, scopedMembers } from "./object_members.ts";
import type { PathParameter } from "./paths.ts";
import { isSchemaObject } from "./subschemas.ts";
import type { ParameterObject } from "./types.ts";

/** Turns the schemas of one part of a request, and one that they refer to, into JSON Schema. */
export interface PartSchemas {
  /** JSON Schema of a schema of that part. */
  readonly schemaOf: (part: string, schema: AnySchema) => JsonSchema;
  /** Follows a reference. */
  readonly resolve: (schema: JsonSchema) => JsonSchema;
  /** Is told of a header that a document cannot have among its parameters. */
  readonly leaveOut: (header: string) => void;
  /** Is told of a query parameter that no request can have, and what it is: `an object`. */
  readonly refuse: (name: string, kind: string) => void;
}

/** Headers that OpenAPI describes elsewhere: 3.1.1 section 4.8.12.2. */
const NO_PARAMETERS: readonly string[] = ["accept", "content-type", "authorization"];

/** OpenAPI has no parameter that takes slashes. */
const REST = "The rest of the path, slashes included.";

/** Returns the parameters of a route: of its path, its query, its headers, its cookies. */
export function parametersOf(
  path: readonly PathParameter[],
  schemas: RouteSchemas,
  part: PartSchemas,
): ParameterObject[] {
  const read = (name: "params" | "query" | "headers" | "cookies") => {
    const jsons = schemas[name].map((schema) => part.schemaOf(name, schema));
    const lists = jsons.map((json) => membersOf(json, part.resolve));
    return { jsons, members: scopedMembers(lists, part.resolve) };
  };
  const params = read("params").members;
  const query = read("query");
  const headers = [...read("headers").members];
  const cookies = [...read("cookies").members];
  return [
    ...path.map((parameter) => pathParameter(parameter, params.get(parameter.given))),
    ...[...query.members].map(([name, member]) => queryParameter(name, member, part)),
    ...query.members.size > 0 ? [] : query.jsons.flatMap((json) => anyQuery(part.resolve(json))),
    ...headers.flatMap(([name, member]) => headerParameter(name, member, part)),
    ...cookies.map(([name, member]) => parameterOf("cookie", name, single(member, part))),
  ];
}

function pathParameter({ name, isRest }: PathParameter, member?: Member): ParameterObject {
  const schema = member?.schema ?? { type: "string" };
  const isRequired = true;
  if (!isRest || "$ref" in schema) return parameterOf("path", name, { schema, isRequired });
  return parameterOf("path", name, { schema: { description: REST, ...schema }, isRequired });
}

function queryParameter(
  name: string,
  member: Member,
  { resolve, refuse }: PartSchemas,
): ParameterObject {
  const { schema, ...parameter } = parameterOf("query", name, member);
  const { type, items } = resolve(member.schema);
  if (type === "object") refuse(name, "an object");
  if (type === "array" && isSchemaObject(items) && resolve(items).type === "object") {
    refuse(name, "a list of objects");
  }
  if (!takesList(resolve(member.schema))) return { ...parameter, schema };
  return { ...parameter, style: "form", explode: true, schema };
}

function headerParameter(name: string, member: Member, part: PartSchemas): ParameterObject[] {
  if (!NO_PARAMETERS.includes(name.toLowerCase())) {
    return [parameterOf("header", name, single(member, part))];
  }
  part.leaveOut(name.toLowerCase());
  return [];
}

/** A header or a cookie has one text, which a list has as its only item. */
function single({ schema, isRequired }: Member, { resolve }: PartSchemas): Member {
  const resolved = resolve(schema);
  if (!takesList(resolved)) return { schema, isRequired };
  const { anyOf } = resolved;
  const branches = Array.isArray(anyOf) ? anyOf.filter(isSchemaObject) : [];
  if (branches.length === 0) return { schema: itemOf(resolved), isRequired };
  const schemas = branches.map((branch) => branch.type === "array" ? itemOf(branch) : branch);
  return { schema: { ...resolved, anyOf: schemas }, isRequired };
}

function itemOf({ items, description, deprecated }: JsonSchema): JsonSchema {
  const item = isSchemaObject(items) ? items : { type: "string" };
  if ("$ref" in item) return item;
  return {
    ...description !== undefined && { description },
    ...deprecated !== undefined && { deprecated },
    ...item,
  };
}

/** A query of any names: each of them is a parameter of its own. */
function anyQuery({ type, additionalProperties }: JsonSchema): ParameterObject[] {
  if (type !== "object" || typeof additionalProperties !== "object") return [];
  const schema = { type, additionalProperties };
  return [{ name: "query", in: "query", style: "form", explode: true, schema }];
}

function parameterOf(
  place: ParameterObject["in"],
  name: string,
  { schema, isRequired }: Member,
): ParameterObject {
  const { description, deprecated, ...rest } = schema;
  return {
    name,
    in: place,
    ...(typeof description === "string" && { description }),
    ...(isRequired && { required: true }),
    ...(deprecated === true && { deprecated }),
    // A reference is known by its object, so it is left as it is.
    schema: "$ref" in schema ? schema : rest,
  };
}

function takesList({ type, anyOf }: JsonSchema): boolean {
  if (type === "array" || (Array.isArray(type) && type.includes("array"))) return true;
  return Array.isArray(anyOf) && anyOf.some((branch) => branch?.type === "array");
}
