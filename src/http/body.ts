import type { Call } from "./call.ts";
import type { RawBody } from "./context.ts";
import { own } from "./cut.ts";
import { formDataOf } from "./form_data.ts";
import { BadRequest, UnsupportedMediaType } from "./http_errors.ts";
import { type MediaType, parseMediaType } from "./media_type.ts";
import { parseQuery } from "./query.ts";

const UTF_8_NAMES: ReadonlySet<string> = new Set(["utf-8", "utf8", "us-ascii"]);

/**
 * Reads the body of a call by its content type: JSON (`application/json`, `text/json`, `+json`) is
 * parsed, an urlencoded form is a record, a multipart form a FormData, `text/*` a string, anything
 * else a Uint8Array; an empty body is undefined.
 *
 * Throws BadRequest for malformed JSON, text that is not UTF-8 and urlencoded forms over the limits
 * of {@linkcode parseQuery}; UnsupportedMediaType for a malformed content type and for text in
 * another charset than UTF-8. No message repeats any of the input.
 */
export function readBody(call: Call): RawBody {
  if (call.bodyLength === 0) return undefined;
  if (call.isJson) return parseJson(readText(call));
  const contentType = call.header("content-type");
  if (contentType === undefined) return call.bodyBytes();
  return readAs(call, typeOf(contentType));
}

function readAs(call: Call, type: MediaType): RawBody {
  const { essence } = type;
  if (isJson(essence)) return parseJson(readText(call, type));
  if (essence === "application/x-www-form-urlencoded") return parseQuery(readText(call, type));
  if (essence.startsWith("text/")) return own(readText(call, type));
  const parts = essence === "multipart/form-data" ? call.formParts() : undefined;
  return parts === undefined ? call.bodyBytes() : formDataOf(parts);
}

function typeOf(contentType: string): MediaType {
  const type = parseMediaType(contentType);
  if (type === undefined) throw new UnsupportedMediaType("The content type is malformed");
  return type;
}

function isJson(essence: string): boolean {
  return essence === "application/json" || essence === "text/json" || essence.endsWith("+json");
}

function readText(call: Call, type?: MediaType): string {
  const charset = type?.parameters.get("charset");
  if (charset !== undefined && !UTF_8_NAMES.has(charset.toLowerCase())) {
    throw new UnsupportedMediaType("The charset of the body is not UTF-8");
  }
  const text = call.bodyText();
  if (text === undefined) throw new BadRequest("The body is not valid UTF-8");
  return text;
}

function parseJson(text: string): RawBody {
  try {
    return JSON.parse(text);
  } catch {
    // The message of JSON.parse quotes the input.
    throw new BadRequest("The body is not valid JSON");
  }
}
