/**
 * Options that put the description of an API on the net: its document, and a page to read it.
 *
 * @module
 */

import { checkOptions } from "../http/options.ts";
import { UsageError } from "../http/usage_error.ts";
import type { OpenApiInfo } from "../openapi/mod.ts";
import type { Path } from "../routing/path.ts";
import { type OpenApiExtras, readOpenApiExtras } from "./openapi_extras.ts";
import { readOwnPath } from "./own_path.ts";
import { badValue, readText } from "./values.ts";

/** The OpenAPI document of an app. Unknown keys are refused. */
export interface OpenApiOptions extends OpenApiExtras {
  /** Where it is served. Default `"/openapi.json"`. */
  readonly path?: Path;
}

/** A page that shows the OpenAPI document. Unknown keys are refused. */
export interface DocsOptions {
  /** Where it is served, its scripts below it. Default `"/docs"`. */
  readonly path?: Path;
  /**
   * Folder of an installed `swagger-ui-dist` or `@scalar/api-reference`: a path, or a `file:` URL.
   * Read when the app starts, for which Deno needs `--allow-read`. Default: none, and a page that
   * says how to add one.
   *
   * @example
   * ```ts
   * const assets = new URL("./node_modules/swagger-ui-dist/", import.meta.url);
   * const app = new Spikard({ docs: { assets } });
   * ```
   */
  readonly assets?: URL | string;
}

/** The page of an app, checked. */
export interface DocsSettings {
  readonly path: string;
  /** Folder with a program for the browser; undefined for none. */
  readonly assets: URL | string | undefined;
}

/** The options of an app that describe its API. */
export interface DescriptionOptions {
  /** Name of the API, in the OpenAPI document and in the line at the start. Default there: `"API"`. */
  readonly title?: string;
  /** Version of the API, in the same places. Default in the document: `"0.0.0"`. */
  readonly version?: string;
  /** The OpenAPI document that the server serves; true for all defaults. Default: false, or true with `docs`. */
  readonly openapi?: OpenApiOptions | boolean;
  /** The page that shows the document; true for all defaults. Default: false. */
  readonly docs?: DocsOptions | boolean;
}

/** How the API of an app is described, checked. */
export interface DescriptionSettings {
  /** What the OpenAPI document says beside its routes. */
  readonly info: OpenApiInfo;
  /** Where the document is served; undefined for nowhere. */
  readonly documentPath: string | undefined;
  /** The page that shows it; undefined for none. */
  readonly docs: DocsSettings | undefined;
}

const OPENAPI_KEYS: readonly string[] = [
  "path",
  "description",
  "servers",
  "tags",
  "securitySchemes",
  "security",
];

/**
 * Reads the options that describe an API. The page needs the document, so `docs` brings it along.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION`, `SPK_BAD_OPTION` and `SPK_BAD_PATH`.
 */
export function readDescription(options: DescriptionOptions): DescriptionSettings {
  const { openapi, docs = false } = options;
  const page = readDocs(docs);
  if (page !== undefined && openapi === false) throw nothingToShow();
  const { path = "/openapi.json", ...extras } = readOpenApi(openapi ?? false);
  const isServed = page !== undefined || openapi !== undefined && openapi !== false;
  return {
    info: {
      title: readText(options.title, 'option "title"') ?? "API",
      version: readText(options.version, 'option "version"') ?? "0.0.0",
      ...readOpenApiExtras(extras),
    },
    documentPath: isServed ? readOwnPath(path, "openapi.path") : undefined,
    docs: page,
  };
}

function readOpenApi(openapi: OpenApiOptions | boolean): OpenApiOptions {
  const options = typeof openapi === "boolean" ? {} : openapi;
  checkOptions(options, { owner: '"openapi"', keys: OPENAPI_KEYS });
  return options;
}

function nothingToShow(): UsageError {
  return new UsageError(
    "SPK_BAD_OPTION",
    'The option "docs" shows the document that "openapi: false" leaves unserved: leave "openapi" out, ' +
      'or set "docs" to false',
  );
}

function readDocs(docs: DocsOptions | boolean): DocsSettings | undefined {
  if (docs === false) return undefined;
  const options = docs === true ? {} : docs;
  checkOptions(options, { owner: '"docs"', keys: ["path", "assets"] });
  return {
    path: readOwnPath(options.path ?? "/docs", "docs.path"),
    assets: readAssets(options.assets),
  };
}

function readAssets(assets: URL | string | undefined): URL | string | undefined {
  if (assets === undefined || typeof assets === "string" && isPath(assets)) return assets;
  if (assets instanceof URL && assets.protocol === "file:") return assets;
  const shown = assets instanceof URL ? assets.href : assets;
  throw badValue('option "docs.assets"', shown, "the path of a folder, or its file: URL");
}

/** Refuses URLs of another scheme, but not the drives of Windows. */
function isPath(text: string): boolean {
  return text !== "" && !/^(?!file:)[a-z][a-z0-9+.-]+:/i.test(text);
}
