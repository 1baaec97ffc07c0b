/** uvu passes over a suite that was never run, without a word. */
import { projectPath } from "./paths.ts";

/** Reports test files without exactly one suite that is run, and tests that silence the others. */
export const uvuRun: Deno.lint.Rule = {
  create(context) {
    if (!/^tests\/.*_test\.ts$/.test(projectPath(context.filename))) return {};
    const suites: string[] = [];
    const runs: string[] = [];
    return {
      VariableDeclarator({ id, init }) {
        if (init?.type !== "CallExpression" || id.type !== "Identifier") return;
        if (init.callee.type === "Identifier" && init.callee.name === "suite") suites.push(id.name);
      },
      CallExpression(node) {
        const method = methodOf(node);
        if (method?.name === "run") runs.push(method.object);
        if (method?.name === "only" && suites.includes(method.object)) {
          context.report({ node, message: "only() silences every other test" });
        }
      },
      "Program:exit"(node) {
        if (suites.length !== 1) context.report({ node, message: "A test file has one suite()" });
        for (const name of suites.filter((name) => !runs.includes(name))) {
          context.report({ node, message: `"${name}" is never run: end with ${name}.run()` });
        }
      },
    };
  },
};

function methodOf(
  { callee }: Deno.lint.CallExpression,
): { object: string; name: string } | undefined {
  if (callee.type !== "MemberExpression") return undefined;
  const { object, property } = callee;
  if (object.type !== "Identifier" || property.type !== "Identifier") return undefined;
  return { object: object.name, name: property.name };
}
