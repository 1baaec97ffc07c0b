/** Where a linted file lies in the checkout. */
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replaceAll("\\", "/");

/** Path of a file from the root of the checkout, with forward slashes. */
export function projectPath(filename: string): string {
  const path = filename.replaceAll("\\", "/");
  return path.startsWith(ROOT) ? path.slice(ROOT.length) : path;
}

/**
 * The room a file belongs to: `src/http/status.ts` is in `http`, `src/app.ts` is `app`, and
 * undefined stands for a file outside of src/. A room may be one file or a folder.
 */
export function roomOf(path: string): string | undefined {
  const [top, room] = path.split("/");
  if (path === "mod.ts") return "mod";
  return top === "src" ? room?.replace(/\.ts$/, "") : undefined;
}

/** Path that a relative specifier leads to from a file. */
export function resolvePath(path: string, specifier: string): string {
  return new URL(specifier, `file:///${path}`).pathname.slice(1);
}
