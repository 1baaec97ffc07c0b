import type { JsonSchema } from "../schema/json_schema.ts";

const PROBLEM_MEMBERS = {
  type: { description: "URI of the kind of problem.", type: "string", format: "uri-reference" },
  title: { description: "Summary of the kind of problem.", type: "string" },
  status: { description: "Status of the answer.", type: "integer" },
  detail: { description: "What went wrong this time.", type: "string" },
};

/** Any error answer (RFC 9457). */
export const PROBLEM_DETAILS: JsonSchema = {
  description: "What went wrong (RFC 9457).",
  type: "object",
  properties: {
    ...PROBLEM_MEMBERS,
    code: { description: "Stable code for programs.", type: "string" },
  },
  required: ["type", "title", "status"],
};

const VALIDATION_ITEM: JsonSchema = {
  type: "object",
  properties: {
    type: { description: "Kind of fault, such as `missing`.", type: "string" },
    loc: {
      description: "Part of the request, then names and indexes down to the value.",
      type: "array",
      items: { type: ["string", "integer"] },
      minItems: 1,
    },
    msg: { description: "What is wrong, for people.", type: "string" },
    ctx: { description: "What the schema asks for.", type: "object" },
  },
  required: ["type", "loc", "msg"],
};

/** The answer to an input that a schema refuses. */
export const VALIDATION_PROBLEM: JsonSchema = {
  description: "What is wrong with the input.",
  type: "object",
  properties: {
    ...PROBLEM_MEMBERS,
    errors: { type: "array", items: VALIDATION_ITEM, maxItems: 100 },
    truncated: { description: "Whether there are more errors.", type: "boolean" },
  },
  required: ["type", "title", "status", "detail", "errors"],
};
