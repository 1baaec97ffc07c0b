/** How the text of an error reads. */
import { projectPath } from "./paths.ts";

/** What is wrong with a message; undefined where nothing is, or where it is no sentence. */
export function messageFault(text: string): string | undefined {
  const sentence = text.replace(/^SPK_\w+: /, "");
  if (!sentence.includes(" ")) return undefined;
  if (/^[a-z]/.test(sentence) && !/^[\w.]+\(/.test(sentence)) {
    return "An error message starts with a capital letter";
  }
  if (/[^.]\.$/.test(sentence) && !/[.:?] /.test(sentence)) {
    return "An error message of one sentence has no full stop";
  }
  return undefined;
}

/** Reports literal messages of errors that do not read like the others; tests throw what they like. */
export const errorMessages: Deno.lint.Rule = {
  create(context) {
    if (!/^(mod|src|scripts)\b/.test(projectPath(context.filename))) return {};
    return {
      NewExpression({ callee, arguments: values }) {
        if (callee.type !== "Identifier" || !callee.name.endsWith("Error")) return;
        for (const node of values) {
          const message = messageFault(textOf(node));
          if (message !== undefined) context.report({ node, message });
        }
      },
    };
  },
};

/** Text of a literal; a placeholder stands for a value in a template. */
function textOf(node: Deno.lint.Node): string {
  if (node.type === "Literal") return String(node.value);
  if (node.type !== "TemplateLiteral") return "";
  return node.quasis.map(({ cooked }) => cooked).join("$");
}
