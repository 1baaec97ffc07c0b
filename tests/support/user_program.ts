/**
 * Programs as users write them: their `@spikard/node` is pointed at this checkout, and what the
 * runtime cannot take is compiled.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isCompiled, MOD, ROOT } from "./checkout.ts";

/** Sources of a program by file name, all in one folder. */
export type Sources = ReadonlyMap<string, string>;

const SPECIFIER = '"@spikard/node"';
const DECORATOR = /^\s*@\w+/m;

/**
 * Writes a program into a folder of its own within the checkout, where it finds the same packages.
 * Returns the URL of its first file, ready to be run or imported.
 */
export async function installProgram(sources: Sources): Promise<URL> {
  const folder = makeFolder();
  const compile = needsCompiling(sources) ? await loadCompiler() : undefined;
  if (compile) writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
  const extension = compile ? ".js" : ".ts";
  const names = [...sources].map(([name, source]) => {
    const text = source.replaceAll(SPECIFIER, JSON.stringify(MOD.href));
    const path = `${folder}/${name.replace(/\.ts$/, extension)}`;
    writeFileSync(path, compile?.(text) ?? text);
    return path;
  });
  return pathToFileURL(names[0] ?? folder);
}

function makeFolder(): string {
  const parent = fileURLToPath(new URL("target/programs/", ROOT));
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(parent);
  process.once("exit", () => rmSync(folder, { recursive: true }));
  return folder;
}

/** Node 20 and 22 do not strip types by themselves, and no Node knows decorators. */
function needsCompiling(sources: Sources): boolean {
  if (isCompiled) return true;
  const isNode = !("Deno" in globalThis || "Bun" in globalThis);
  return isNode && [...sources.values()].some((source) => DECORATOR.test(source));
}

async function loadCompiler(): Promise<(source: string) => string> {
  // Loaded where it is needed: it is large.
  const { default: ts } = await import("typescript");
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    rewriteRelativeImportExtensions: true,
    target: ts.ScriptTarget.ES2022,
    verbatimModuleSyntax: true,
  };
  return (source) => ts.transpileModule(source, { compilerOptions }).outputText;
}
