import { checkOptions } from "../http/options.ts";
import type { OpenApiInfo } from "../openapi/mod.ts";
import { checkOperation } from "../routing/operation.ts";
import { checkSecuritySchemes } from "./security_schemes.ts";
import { badValue, readText } from "./values.ts";

/** What the OpenAPI document says beside routes, title and version. */
export type OpenApiExtras = Omit<OpenApiInfo, "title" | "version">;

/**
 * Checks what an OpenAPI document is to say beside routes, title and version, as far as a mistake
 * would make the document wrong.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION` and `SPK_BAD_OPTION`.
 */
export function readOpenApiExtras(extras: OpenApiExtras): OpenApiExtras {
  const { description, servers, tags, securitySchemes, security } = extras;
  readText(description, 'option "openapi.description"');
  checkList(servers, { option: "openapi.servers", key: "url" });
  checkList(tags, { option: "openapi.tags", key: "name" });
  if (securitySchemes !== undefined) checkSecuritySchemes(securitySchemes);
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
