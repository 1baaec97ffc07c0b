/**
 * The page that shows the OpenAPI document. What it loads comes from this server alone, and its
 * URLs are relative, so that it also works behind a proxy that serves the app below a path of its
 * own.
 *
 * @module
 */

import { joinPaths } from "../routing/path.ts";
import type { InstalledUi } from "./docs_ui.ts";

/** What a page is about. */
export interface PageSettings {
  /** Path of the page. */
  readonly path: string;
  /** Title for the browser: name of the API. */
  readonly title: string;
  /** Path of the OpenAPI document. */
  readonly documentPath: string;
  /** Origins, beside that of the server, that the page may send requests to. */
  readonly origins: readonly string[];
}

/** A page and what it brings along. */
export interface DocsPage {
  readonly html: string;
  /** What a browser may load for it (CSP Level 3). */
  readonly policy: string;
  /** Texts of the scripts that are made for it, by the names to serve them under. */
  readonly scripts: ReadonlyMap<string, string>;
}

/** Name of the script that starts the program of a page. */
export const START_SCRIPT = "start.js";

/** Path of a file of a page: `/docs/start.js`. */
export function filePath(page: Pick<PageSettings, "path">, name: string): string {
  return joinPaths(page.path, `/${name}`);
}

/** The page of a program for the browser. */
export function uiPage(page: PageSettings, ui: InstalledUi): DocsPage {
  const url = (name: string) => escapeHtml(relative(page.path, filePath(page, name)));
  const names = [...ui.files.keys()];
  const styles = names.filter((name) => name.endsWith(".css"));
  const scripts = [...names.filter((name) => name.endsWith(".js")), START_SCRIPT];
  const html = htmlOf(page.title, {
    head: styles.map((name) => `<link rel="stylesheet" href="${url(name)}">`),
    body: ['<div id="ui"></div>', ...scripts.map((name) => `<script src="${url(name)}"></script>`)],
  });
  const documentUrl = JSON.stringify(relative(page.path, page.documentPath));
  const allowed = {
    "connect-src": ["'self'", ...page.origins].join(" "),
    "img-src": "'self' data:",
    "script-src": "'self'",
    "style-src": ui.styleSource,
  };
  const script = ui.start(documentUrl);
  return { html, policy: policyOf(allowed), scripts: new Map([[START_SCRIPT, script]]) };
}

/** The page of an app that has no program to show the document: it says how to get one. */
export function plainPage(page: PageSettings): DocsPage {
  const documentUrl = escapeHtml(relative(page.path, page.documentPath));
  const html = htmlOf(page.title, {
    head: [],
    body: [
      `<h1>${escapeHtml(page.title)}</h1>`,
      `<p>The OpenAPI document of this API is at <a href="${documentUrl}">${documentUrl}</a>.</p>`,
      "<p>To read it here, install <code>swagger-ui-dist</code> or",
      "<code>@scalar/api-reference</code> and name its folder:</p>",
      "<pre>new Spikard({",
      '  docs: { assets: new URL("./node_modules/swagger-ui-dist/", import.meta.url) },',
      "});</pre>",
    ],
  });
  return { html, policy: policyOf({ "img-src": "data:" }), scripts: new Map() };
}

function htmlOf(
  title: string,
  { head, body }: { readonly head: readonly string[]; readonly body: readonly string[] },
): string {
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    // Browsers would ask for /favicon.ico.
    '<link rel="icon" href="data:,">',
    ...head,
    "</head>",
    "<body>",
    ...body,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** CSP Level 3: nothing but what is allowed here. */
function policyOf(allowed: Readonly<Record<string, string>>): string {
  const directives = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
    ...allowed,
  };
  return Object.entries(directives).map((pair) => pair.join(" ")).join("; ");
}

/** A path as a page at another one refers to it: `../openapi.json`. */
function relative(from: string, to: string): string {
  const depth = from.split("/").length - 2;
  return (depth === 0 ? "./" : "../".repeat(depth)) + to.slice(1);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
