/** What only one host has stays in src/runtime/. */
import { isHostFile } from "./layers.ts";
import { projectPath, roomOf } from "./paths.ts";

const GLOBALS = ["Buffer", "Bun", "Deno", "clearImmediate", "process", "require", "setImmediate"];

/** Reports globals of Deno, Bun and Node in files that run on all of them. */
export const hostGlobals: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (roomOf(path) === undefined || isHostFile(path)) return {};
    const imported = new Set<string>();
    return {
      Program: ({ body }) => body.flatMap(importedNames).forEach((name) => imported.add(name)),
      Identifier(node) {
        if (!GLOBALS.includes(node.name) || imported.has(node.name) || isName(node)) return;
        context.report({ node, message: `"${node.name}" belongs in src/runtime/` });
      },
    };
  },
};

function importedNames(statement: Deno.lint.Program["body"][number]): string[] {
  if (statement.type !== "ImportDeclaration") return [];
  return statement.specifiers.map(({ local }) => local.name);
}

/** Whether an identifier names a member instead of reading a variable. */
function isName(node: Deno.lint.Identifier): boolean {
  const { parent } = node;
  if (parent.type !== "MemberExpression") return "key" in parent && parent.key === node;
  const { object, property, computed } = parent;
  const isGlobal = object.type === "Identifier" && object.name === "globalThis";
  return property === node && !computed && !isGlobal;
}
