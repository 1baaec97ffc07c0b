/** Re-exports stand in the `mod.ts` of the package and of a room, nowhere else. */
import { ADDON } from "./layers.ts";
import { projectPath, roomOf } from "./paths.ts";

/** Reports files of re-exports only, `export *`, and logic in the package's `mod.ts`. */
export const barrels: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (roomOf(path) === undefined) return {};
    return {
      ExportAllDeclaration: (node) =>
        context.report({ node, message: "Name what is exported, instead of *" }),
      Program(node) {
        const passed = node.body.filter(isReexport).length;
        if (path === "mod.ts" && passed < node.body.length) {
          context.report({ node, message: "mod.ts holds re-exports and no logic" });
        }
        if (!isDoor(path) && passed > 0 && passed === node.body.length) {
          context.report({ node, message: "Only a room's own mod.ts may consist of re-exports" });
        }
      },
    };
  },
};

function isDoor(path: string): boolean {
  return path === "mod.ts" || path === ADDON || /^src\/\w+\/mod\.ts$/.test(path);
}

function isReexport(node: Deno.lint.Node): boolean {
  if (node.type === "ExportAllDeclaration") return true;
  return node.type === "ExportNamedDeclaration" && node.source !== null;
}
