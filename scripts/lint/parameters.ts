/** What exported functions take. */

const MOST = 3;

type Parameter = Deno.lint.FunctionDeclaration["params"][number];

/** Reports exported functions with more than two arguments and an options object, or with a boolean. */
export const parameters: Deno.lint.Rule = {
  create(context) {
    const check = ({ params, id }: Deno.lint.FunctionDeclaration | Deno.lint.TSDeclareFunction) => {
      const name = id?.name ?? "default";
      const surplus = params[MOST];
      if (surplus) {
        const message = `${name}() takes at most two arguments and one options object`;
        context.report({ range: surplus.range, message });
      }
      for (const { range } of params.filter(isBoolean)) {
        const message = `${name}() takes no boolean: make it an option, or two functions`;
        context.report({ range, message });
      }
    };
    return {
      "ExportNamedDeclaration > FunctionDeclaration": check,
      "ExportDefaultDeclaration > FunctionDeclaration": check,
    };
  },
};

function isBoolean(parameter: Parameter): boolean {
  const target = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  const type = "typeAnnotation" in target ? target.typeAnnotation?.typeAnnotation.type : undefined;
  if (type === "TSBooleanKeyword") return true;
  return parameter.type === "AssignmentPattern" && parameter.right.type === "Literal" &&
    typeof parameter.right.value === "boolean";
}
