/**
 * Programs that show an OpenAPI document in a browser, from the folders they are installed in.
 *
 * @module
 */

import { UsageError } from "../http/usage_error.ts";
import { fileSize, folderPath, readFile } from "../runtime/folder.ts";
import { requestRead } from "../runtime/permission.ts";

/** A program for the browser, in a package of its own. */
interface DocsUi {
  readonly packageName: string;
  /** Its files in the folder of the package; the first one tells it from the others. */
  readonly files: readonly [string, ...string[]];
  /** Where its styles may come from, as a content security policy says it. */
  readonly styleSource: string;
  /** Text of the script that starts it in the element `#ui`, with the document of an URL in quotes. */
  readonly start: (documentUrl: string) => string;
}

/** A program that was found, with all it needs. */
export interface InstalledUi extends Pick<DocsUi, "styleSource" | "start"> {
  /** Its files by the names to serve them under. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const SWAGGER_UI: DocsUi = {
  packageName: "swagger-ui-dist",
  files: ["swagger-ui-bundle.js", "swagger-ui.css"],
  styleSource: "'self'",
  // The validator would send the document to a service on the net.
  start: (url) =>
    `SwaggerUIBundle({
  url: new URL(${url}, document.baseURI).href,
  dom_id: "#ui",
  deepLinking: true,
  validatorUrl: null,
});
`,
};

const SCALAR: DocsUi = {
  packageName: "@scalar/api-reference",
  files: ["dist/browser/standalone.js"],
  // Its styles are in its script.
  styleSource: "'self' 'unsafe-inline'",
  // All that it would fetch from its vendor, or send there, is turned off.
  start: (url) =>
    `Scalar.createApiReference("#ui", {
  url: new URL(${url}, document.baseURI).href,
  withDefaultFonts: false,
  proxyUrl: "",
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: "never",
});
`,
};

/** Bytes of the largest file that is held in memory. */
const MAX_SIZE = 16 * 1024 * 1024;

const KNOWN: readonly DocsUi[] = [SWAGGER_UI, SCALAR];

/** Names under which files of these programs are served; each has some of them. */
export const UI_FILES: readonly string[] = KNOWN.flatMap(({ files }) => files.map(servedName));

/**
 * Reads the program in a folder. Throws TypeError `SPK_BAD_OPTION` where it has none, or not all of
 * it, or a file above 16 MiB; Error `SPK_PERMISSION` where Deno does not permit reading it.
 */
export function readUi(assets: URL | string): InstalledUi {
  const folder = folderPath(assets);
  requestRead(folder);
  for (const { files: [first, ...rest], packageName, ...ui } of KNOWN) {
    const bytes = readPart(folder, first);
    if (bytes === undefined) continue;
    const files = new Map([[servedName(first), bytes]]);
    for (const file of rest) {
      const part = readPart(folder, file);
      if (part === undefined) throw missingPart(folder, file, packageName);
      files.set(servedName(file), part);
    }
    return { ...ui, files };
  }
  const names = KNOWN.map(({ packageName }) => packageName);
  throw badFolder(
    `The folder "${folder}" of "docs.assets" is not that of ${names.join(" or ")}: install one, ` +
      `say by "npm install ${names[0]}", and name its folder in node_modules`,
  );
}

function readPart(folder: string, file: string): Uint8Array | undefined {
  const size = fileSize(folder, file);
  if (size === undefined) return undefined;
  if (size <= MAX_SIZE) return readFile(folder, file);
  throw badFolder(`"${file}" in the folder "${folder}" has ${size} bytes: 16 MiB are the limit`);
}

function servedName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

function missingPart(folder: string, file: string, packageName: string): UsageError {
  return badFolder(
    `The folder "${folder}" of "docs.assets" has no "${file}": install ${packageName} anew`,
  );
}

function badFolder(message: string): UsageError {
  return new UsageError("SPK_BAD_OPTION", message);
}
