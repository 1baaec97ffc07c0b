/**
 * Files that a program of the command line reads and writes.
 *
 * @module
 */

import { chmod, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

/** Whether there is a file at this path. */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Imports a file as a module, by its path from the working directory. */
export function importFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  return import(pathToFileURL(resolve(path)).href);
}

/**
 * Writes a whole file, where a link points to: at no time is there a part of it, its mode stays, and
 * where writing fails it stays as it was. What is no regular file is written to.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const before = await stat(target).catch(() => undefined);
  if (before && !before.isFile()) return await writeFile(target, text);
  const next = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    await writeFile(next, text);
    if (before) await chmod(next, before.mode);
    await rename(next, target);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}
