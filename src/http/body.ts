import type { Call } from "./call.ts";
import type { RawBody } from "./context.ts";
import { own } from "./cut.ts";
import { formDataOf } from "./form_data.ts";
import { BadRequest } from "./http_errors.ts";
import { recordOfPairs } from "./query.ts";

/**
 * Reads the body of a call by its content type: JSON (`application/json`, `text/json`, `+json`) is
 * parsed, an urlencoded form is a record, a multipart form a FormData, `text/*` a string, anything
 * else a Uint8Array; an empty body is undefined.
 *
 * The server has refused what is not what its type says. Throws BadRequest for a field of a multipart
 * form that is not UTF-8, which repeats nothing of the input.
 */
export function readBody(call: Call): RawBody {
  if (call.bodyLength === 0) return undefined;
  switch (call.bodyKind) {
    case "json":
      return parseJson(call.bodyText());
    case "text":
      return own(call.bodyText());
    case "pairs":
      return recordOfPairs(call.bodyPairs());
    case "form":
      return formDataOf(call.formParts() ?? []);
    default:
      return call.bodyBytes();
  }
}

function parseJson(text: string): RawBody {
  try {
    return JSON.parse(text);
  } catch {
    // The message of JSON.parse quotes the input.
    throw new BadRequest("The body is not valid JSON");
  }
}
