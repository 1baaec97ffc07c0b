/**
 * What the server answers by itself of the description of an app: the OpenAPI document, and a page.
 *
 * @module
 */

import type { NativeSettings } from "../bridge/mod.ts";
import type { OpenApiInfo } from "../openapi/mod.ts";
import type { DescriptionSettings } from "./docs_options.ts";
import { filePath, type PageSettings, plainPage, uiPage } from "./docs_page.ts";
import { readUi } from "./docs_ui.ts";

/** An answer that stays the same. */
type NativeDocument = NonNullable<NativeSettings["documents"]>[number];

const JSON_TYPE = "application/json";
const HTML_TYPE = "text/html; charset=utf-8";
// A host may hold what would end a directive of a policy.
const WEB_ORIGIN = /^https?:\/\/[a-z0-9.:[\]-]+$/;
const FILE_TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

/**
 * Returns what is served: `document` is the text of the OpenAPI document, undefined where the app
 * has none. Reads the files of the page.
 *
 * Throws TypeError `SPK_BAD_OPTION` where the folder of `docs.assets` is no program's, and Error
 * `SPK_PERMISSION` where Deno does not permit reading it.
 */
export function documentsOf(
  { info, documentPath, docs }: DescriptionSettings,
  document: string | undefined,
): NativeDocument[] {
  if (documentPath === undefined || document === undefined) return [];
  const served = { path: documentPath, contentType: JSON_TYPE, body: encode(document) };
  if (docs === undefined) return [served];
  const { path, assets } = docs;
  const page = { path, title: info.title, documentPath, origins: originsOf(info) };
  return [served, ...pageOf(page, assets)];
}

function pageOf(page: PageSettings, assets: URL | string | undefined): NativeDocument[] {
  const ui = assets === undefined ? undefined : readUi(assets);
  const { html, policy, scripts } = ui === undefined ? plainPage(page) : uiPage(page, ui);
  const files = new Map(ui?.files);
  for (const [name, text] of scripts) files.set(name, encode(text));
  return [
    { path: page.path, contentType: HTML_TYPE, contentSecurityPolicy: policy, body: encode(html) },
    ...[...files].map(([name, body]) => ({
      path: filePath(page, name),
      contentType: typeOf(name),
      body,
    })),
  ];
}

function typeOf(name: string): string {
  return FILE_TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
}

/** Where the document says the API is, for requests that the page is asked to try. */
function originsOf({ servers = [] }: OpenApiInfo): readonly string[] {
  const urls = servers.map(({ url }) => url).filter((url) => URL.canParse(url));
  const origins = urls.map((url) => new URL(url).origin);
  return [...new Set(origins.filter((origin) => WEB_ORIGIN.test(origin)))];
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
