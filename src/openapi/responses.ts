import { hasNoBody, titleOf } from "../http/status.ts";
import { PROBLEM_TYPE } from "../http/problem.ts";
import type { RouteMetadata } from "../routing/metadata.ts";
import type { JsonSchema } from "../schema/json_schema.ts";
import type { AnySchema } from "../schema/standard_schema.ts";
import { hasBody } from "./bodies.ts";
import { mediaTypesOf } from "./media_types.ts";
import type { DocumentedRoute } from "./paths.ts";
import { PROBLEM_DETAILS, VALIDATION_PROBLEM } from "./problems.ts";
import type { ResponseObject } from "./types.ts";

/** Turns the schemas of answers into JSON Schema. */
export interface AnswerSchemas {
  /** JSON Schema of the answer of a status. */
  readonly schemaOf: (status: string, schema: AnySchema) => JsonSchema;
  /** Reference to a schema of the framework. */
  readonly sharedSchema: (name: string, schema: JsonSchema) => JsonSchema;
  /** Follows a reference. */
  readonly resolve: (schema: JsonSchema) => JsonSchema;
}

const SUCCESSES: ReadonlyMap<number, string> = new Map([
  [200, "OK"],
  [201, "Created"],
  [202, "Accepted"],
  [204, "No Content"],
  [206, "Partial Content"],
  [304, "Not Modified"],
]);

/**
 * Returns the answers of a route by status: those it declares, a success of which nothing is known
 * where it declares none; then the problems that the server answers with before the handler runs,
 * unless declared, and at last every other error.
 */
export function responsesOf(
  documented: DocumentedRoute,
  answers: AnswerSchemas,
): Record<string, ResponseObject> {
  const { route } = documented;
  const given = Object.entries(route.schemas.response ?? {});
  const declared = given.filter(([, schema]) => schema !== undefined).map(
    ([status, schema]) => [status, declaredAnswer(status, schema, { route, answers })],
  );
  const isOpen = declared.every(([status]) => Number(status) >= 400);
  const success = isOpen ? [["200", { description: "Success" }]] : [];
  // Statuses are integers, so the object sorts them, and what comes last counts.
  return Object.fromEntries([
    ...success,
    ...problems(documented, answers),
    ...declared,
    ["default", anyError(answers)],
  ]);
}

/** What handlers throw, and what the server answers wherever it cannot go on: always a problem. */
function anyError({ sharedSchema }: AnswerSchemas): ResponseObject {
  const schema = sharedSchema("ProblemDetails", PROBLEM_DETAILS);
  return { description: "Any other error", content: { [PROBLEM_TYPE]: { schema } } };
}

interface Answering {
  readonly route: RouteMetadata;
  readonly answers: AnswerSchemas;
}

function declaredAnswer(
  status: string,
  schema: AnySchema | null,
  { route, answers }: Answering,
): ResponseObject {
  const plain = { description: describeStatus(Number(status)) };
  if (schema === null) return plain;
  const json = answers.schemaOf(status, schema);
  const { description = plain.description } = json;
  const said = typeof description === "string" ? { description } : plain;
  if (route.method === "HEAD" || hasNoBody(Number(status))) return said;
  const types = mediaTypesOf(json, answers.resolve);
  return { ...said, content: Object.fromEntries(types.map((type) => [type, { schema: json }])) };
}

function problems(
  documented: DocumentedRoute,
  answers: AnswerSchemas,
): [string, ResponseObject][] {
  const { params, query, headers, cookies, body } = documented.route.schemas;
  const reads = [params, query, headers, cookies].some(({ length }) => length > 0);
  const takesBody = hasBody(documented);
  const statuses = takesBody ? [400, 413, 415] : reads ? [400] : [];
  const found = statuses.map((status): [string, ResponseObject] => [
    String(status),
    problem(status, answers.sharedSchema("ProblemDetails", PROBLEM_DETAILS)),
  ]);
  if (!reads && !(takesBody && body !== undefined)) return found;
  const invalid = answers.sharedSchema("ValidationProblem", VALIDATION_PROBLEM);
  return [...found, ["422", problem(422, invalid)]];
}

function problem(status: number, schema: JsonSchema): ResponseObject {
  return { description: titleOf(status), content: { [PROBLEM_TYPE]: { schema } } };
}

function describeStatus(status: number): string {
  if (status >= 400) return titleOf(status);
  return SUCCESSES.get(status) ?? (status < 300 ? "Success" : "Redirect");
}
