/**
 * A folder that an app names, whose files are read once at its start.
 *
 * @module
 */

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Path of a folder, given as one or as a `file:` URL; relative paths stay so.
 *
 * @throws {TypeError} Of the host, for a URL that is no file's.
 */
export function folderPath(folder: string | URL): string {
  return String(folder).startsWith("file:") ? fileURLToPath(folder) : String(folder);
}

/** Bytes that a file in a folder has; undefined where there is no such file. */
export function fileSize(folder: string, name: string): number | undefined {
  const path = join(folder, name);
  // Deno 2.9 throws for a path through a file, where Node finds nothing.
  if (!existsSync(path)) return undefined;
  const found = statSync(path);
  return found.isFile() ? found.size : undefined;
}

/** Reads a file in a folder. Throws the error of the system where that fails. */
export function readFile(folder: string, name: string): Uint8Array {
  return readFileSync(join(folder, name));
}
