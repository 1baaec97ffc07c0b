/** How long files and functions may get. */
import ts from "typescript";
import type { Finding, Source } from "./source.ts";

const FILE_LINES = 300;
const FUNCTION_LINES = 50;

/** Finds files and functions that ask to be two. */
export function findOversized(source: Source): Finding[] {
  const { path, text } = source;
  const lines = text.trimEnd().split("\n").length;
  const functions = path.endsWith(".rs") ? rustFunctions(text) : scriptFunctions(source);
  const findings = functions.filter((item) => item.lines > FUNCTION_LINES)
    .map(({ line, lines }) => ({
      path,
      line,
      message: tooLong("function", lines, FUNCTION_LINES),
    }));
  if (lines <= FILE_LINES) return findings;
  return [{ path, line: FILE_LINES, message: tooLong("file", lines, FILE_LINES) }, ...findings];
}

function tooLong(what: string, lines: number, limit: number): string {
  return `the ${what} has ${lines} lines, ${limit} are the limit`;
}

interface Span {
  readonly line: number;
  readonly lines: number;
}

function scriptFunctions({ path, text }: Source): Span[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const spans: Span[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) spans.push(spanOf(node, file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return spans;
}

function spanOf(node: ts.Node, file: ts.SourceFile): Span {
  const start = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
  const end = file.getLineAndCharacterOfPosition(node.end).line;
  return { line: start + 1, lines: end - start + 1 };
}

/** rustfmt puts the brace that ends a function below the first letter of its declaration. */
function rustFunctions(text: string): Span[] {
  const lines = text.split("\n");
  return lines.flatMap((line, start) => {
    const indent = /^( *)(pub(\([a-z]+\))? )?((const|async|unsafe|extern "C") )*fn /.exec(line)
      ?.[1];
    if (indent === undefined) return [];
    const body = lines.findIndex((text, index) => index >= start && /[{;]$/.test(text));
    const end = lines.findIndex((text, index) => index > body && text.startsWith(`${indent}}`));
    return lines[body]?.endsWith("{") ? [{ line: start + 1, lines: end - start + 1 }] : [];
  });
}
