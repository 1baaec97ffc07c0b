import { checkOptions } from "../http/options.ts";
import { isPlainObject } from "../http/plain_object.ts";
import type { OpenApiInfo } from "../openapi/mod.ts";
import { checkOperation } from "../routing/operation.ts";
import { badValue, readText } from "./values.ts";

/** What the OpenAPI document says beside routes, title and version. */
export type OpenApiExtras = Omit<OpenApiInfo, "title" | "version">;

const SCHEME_TYPES: readonly unknown[] = [
  "apiKey",
  "http",
  "mutualTLS",
  "oauth2",
  "openIdConnect",
];

/**
 * Checks what an OpenAPI document is to say beside routes, title and version, as far as a mistake would
 * make the document wrong.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION` and `SPK_BAD_OPTION`.
 */
export function readOpenApiExtras(extras: OpenApiExtras): OpenApiExtras {
  const { description, servers, tags, securitySchemes, security } = extras;
  readText(description, 'option "openapi.description"');
  checkList(servers, { option: "openapi.servers", key: "url" });
  checkList(tags, { option: "openapi.tags", key: "name" });
  if (securitySchemes !== undefined) checkSchemes(securitySchemes);
  if (security !== undefined) checkOperation({ security }, '"openapi"');
  return extras;
}

/** A list of objects with one text that they need, and a description that they may have. */
function checkList(
  value: unknown,
  { option, key }: { readonly option: string; readonly key: string },
): void {
  if (value === undefined) return;
  const wanted = `a list such as [{ ${key}: "..." }]`;
  if (!Array.isArray(value)) throw badValue(`option "${option}"`, value, wanted);
  for (const [index, item] of value.entries()) {
    const owner = `"${option}[${index}]"`;
    checkOptions(item, { owner, keys: [key, "description"] });
    const text = readText(item[key], `${key} of ${owner}`);
    if (text === undefined) throw badValue(`${key} of ${owner}`, text, "a text");
    readText(item.description, `description of ${owner}`);
  }
}

function checkSchemes(schemes: object): void {
  if (typeof schemes !== "object" || schemes === null || !isPlainObject(schemes)) {
    const wanted = 'an object such as { bearer: { type: "http", scheme: "bearer" } }';
    throw badValue('option "openapi.securitySchemes"', schemes, wanted);
  }
  for (const [name, scheme] of Object.entries(schemes)) {
    const type: unknown = Object(scheme).type;
    if (SCHEME_TYPES.includes(type)) continue;
    const which = `type of "openapi.securitySchemes.${name}"`;
    throw badValue(which, type, `one of ${SCHEME_TYPES.join(", ")}`);
  }
}
