/** Names of folders and files. */
import { projectPath } from "./paths.ts";

const REFUSED = ["utils", "util", "common", "helpers", "lib", "core", "misc", "shared"];

/** What is wrong with the path of a file; undefined where nothing is. */
export function nameFault(path: string): string | undefined {
  const parts = path.split("/");
  const refused = parts.find((part) => REFUSED.includes(part.replace(/\.ts$/, "")));
  if (refused !== undefined) return `"${refused}" says nothing: name what is in it`;
  const file = parts.at(-1) ?? "";
  return /^[a-z0-9_]+(\.d)?\.[jt]s$/.test(file) ? undefined : `"${file}" is not in snake_case`;
}

/** Reports folders that are named for no content, and files that are not in snake_case. */
export const names: Deno.lint.Rule = {
  create(context) {
    const message = nameFault(projectPath(context.filename));
    if (message === undefined) return {};
    return { Program: (node) => context.report({ node, message }) };
  },
};
