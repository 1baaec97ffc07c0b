/**
 * Compiles sources and tests for Node without type stripping and decorators. The copy
 * lies within the checkout, so that it finds the same node_modules.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import ts from "typescript";

const FILES = ["mod.ts", "src/**/*.ts", "tests/**/*.ts"];
const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  rewriteRelativeImportExtensions: true,
  target: ts.ScriptTarget.ES2022,
  verbatimModuleSyntax: true,
};

/** Folder of the compiled copy, from the root of the checkout. */
export const COMPILED = "target/compiled";

/** Path of a source file's compiled copy, from the root of the checkout. */
export function compiledPath(file: string): string {
  return `${COMPILED}/${file.replace(/\.ts$/, ".js")}`;
}

/** Compiles everything anew; returns the number of files. */
export function compile(root: string): number {
  rmSync(`${root}/${COMPILED}`, { recursive: true, force: true });
  mkdirSync(`${root}/${COMPILED}`, { recursive: true });
  writeFileSync(`${root}/${COMPILED}/package.json`, '{ "type": "module" }');
  const files = globSync(FILES, { cwd: root });
  for (const file of files) compileFile(root, file);
  return files.length;
}

/** Whether a compiled file was written with decorators: it carries TypeScript's code for them. */
export function hasDecorators(path: string): boolean {
  return readFileSync(path, "utf8").includes("var __esDecorate =");
}

function compileFile(root: string, file: string): void {
  const source = readFileSync(`${root}/${file}`, "utf8");
  const { outputText } = ts.transpileModule(source, { compilerOptions: OPTIONS, fileName: file });
  const path = `${root}/${compiledPath(file)}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, outputText);
}
