/**
 * Paths that the server answers itself, without JavaScript: probes, the document, its pages.
 *
 * @module
 */

import { UsageError } from "../http/usage_error.ts";
import { ANY_METHOD } from "../routing/method.ts";
import type { TableRoute } from "../routing/table.ts";
import type { DescriptionSettings, DocsSettings } from "./docs_options.ts";
import { filePath, START_SCRIPT } from "./docs_page.ts";
import { UI_FILES } from "./docs_ui.ts";
import type { HealthPaths } from "./health.ts";

/** The settings of an app that have such paths. */
export interface OwnPathSettings extends Pick<DescriptionSettings, "documentPath" | "docs"> {
  readonly health: HealthPaths | undefined;
}

/** A path of the server's own. */
interface OwnPath {
  readonly path: string;
  /** The option it stands in: `health.live`. */
  readonly option: string;
}

const METHODS: readonly string[] = ["GET", "HEAD", ANY_METHOD];

/** Checks that no two of these paths are the same. Throws TypeError `SPK_BAD_OPTION`. */
export function checkDistinctPaths(settings: OwnPathSettings): void {
  const options = new Map<string, string>();
  for (const { path, option } of ownPaths(settings)) {
    const other = options.get(path);
    if (other !== undefined) throw samePath(path, [other, option]);
    options.set(path, option);
  }
}

/** Checks that none of these paths is that of a route. Throws TypeError `SPK_DUPLICATE_ROUTE`. */
export function checkFreePaths(settings: OwnPathSettings, routes: readonly TableRoute[]): void {
  const options = new Map(ownPaths(settings).map(({ path, option }) => [path, option]));
  for (const { metadata, method, path } of routes) {
    const option = METHODS.includes(method) ? options.get(path) : undefined;
    if (option !== undefined) throw takenPath(metadata.source, option);
  }
}

function ownPaths({ health, documentPath, docs }: OwnPathSettings): readonly OwnPath[] {
  return [
    ...(health ? [{ path: health.live, option: "health.live" }] : []),
    ...(health ? [{ path: health.ready, option: "health.ready" }] : []),
    ...(documentPath ? [{ path: documentPath, option: "openapi.path" }] : []),
    ...(docs ? [{ path: docs.path, option: "docs.path" }] : []),
    ...(docs?.assets === undefined ? [] : filesOf(docs)),
  ];
}

function filesOf(docs: DocsSettings): readonly OwnPath[] {
  const names = [...UI_FILES, START_SCRIPT];
  return names.map((name) => ({ path: filePath(docs, name), option: "docs.assets" }));
}

function samePath(path: string, [one, other]: readonly [string, string]): UsageError {
  const message = `"${one}" and "${other}" of the app are both "${path}": change one`;
  return new UsageError("SPK_BAD_OPTION", message);
}

function takenPath(source: string, option: string): UsageError {
  const [whole] = option.split(".");
  return new UsageError(
    "SPK_DUPLICATE_ROUTE",
    `${source} matches the same requests as ${option} of the app: change one of them, or set ` +
      `"${whole}" to false`,
  );
}
