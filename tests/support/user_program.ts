/**
 * Programs as users write them, run against this checkout: their `@spikard/node` is pointed at it,
 * and what the runtime cannot take is compiled.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { EXTENSION, isCompiled, ROOT } from "./checkout.ts";
import { type Program, type ProgramOptions, startFile } from "./program.ts";

/** Sources of a program by path, the file to be run first. */
export type Sources = ReadonlyMap<string, string>;

interface PackageCopy {
  readonly root: URL;
  readonly extension: string;
}

/** A program that listens. */
export interface ListeningProgram {
  readonly program: Program;
  /** Where it answers. */
  readonly url: string;
}

/** The package, and one of its entries beside the main one. */
const SPECIFIER = /"@spikard\/node(?:\/(\w+))?"/g;
/** The package as this runtime runs it. */
const PACKAGE: PackageCopy = { root: new URL("../../", import.meta.url), extension: EXTENSION };
/** The same compiled for Node: in ours, without a package.json, tsx sees CommonJS. */
const COMPILED_PACKAGE: PackageCopy = {
  root: new URL("target/compiled/", ROOT),
  extension: ".js",
};
const DECORATOR = /^\s*@\w+/m;
const isNode = !("Deno" in globalThis || "Bun" in globalThis);

/** Starts a program on a free port, and resolves when it says that it listens. */
export async function startUserProgram(
  sources: Sources,
  options: ProgramOptions = {},
): Promise<ListeningProgram> {
  const program = startFile(await installProgram(sources), options);
  try {
    const { url } = JSON.parse(await program.errors.next());
    return { program, url };
  } catch (cause) {
    await program.kill();
    throw new Error(`The program does not listen: ${program.errors}`, { cause });
  }
}

/** Starts a program that ends by itself. */
export async function runUserProgram(
  sources: Sources,
  options: ProgramOptions = {},
): Promise<Program> {
  return startFile(await installProgram(sources), options);
}

/** How a program is installed. */
export interface InstallOptions {
  /** Whether it stays TypeScript, whatever the runtime can take. Default false. */
  readonly keepsTypes?: boolean;
}

/**
 * Writes a program to a folder of its own within the checkout, where it finds the same packages. A
 * `tsconfig.json` among its files is what it is compiled with.
 */
export async function installProgram(
  sources: Sources,
  { keepsTypes = false }: InstallOptions = {},
): Promise<URL> {
  const folder = makeFolder();
  const isCompiling = !keepsTypes && needsCompiling(sources);
  const compile = isCompiling ? await loadCompiler(sources.get("tsconfig.json")) : undefined;
  if (isNode) writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
  const copy = keepsTypes ? COMPILED_PACKAGE : PACKAGE;
  const paths = [...sources].map(([name, source]) => {
    const text = source.replaceAll(SPECIFIER, (_, entry) => `"${entryOf(copy, entry)}"`);
    const isScript = compile && name.endsWith(".ts");
    const path = `${folder}/${isScript ? name.replace(/\.ts$/, ".js") : name}`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, isScript ? compile(text) : text);
    return path;
  });
  return pathToFileURL(paths[0] ?? folder);
}

function entryOf({ root, extension }: PackageCopy, name?: string): URL {
  const path = name === undefined ? "tests/support/on_free_port" : `src/${name}/mod`;
  return new URL(path + extension, root);
}

const folders: string[] = [];
process.once("exit", () => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function makeFolder(): string {
  const parent = fileURLToPath(new URL("target/programs/", ROOT));
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(parent);
  folders.push(folder);
  return folder;
}

/** Node 20 and 22 do not strip types by themselves, and no Node knows decorators. */
function needsCompiling(sources: Sources): boolean {
  if (isCompiled) return true;
  return isNode && [...sources.values()].some((source) => DECORATOR.test(source));
}

async function loadCompiler(tsconfig = "{}"): Promise<(source: string) => string> {
  // Loaded only where it is needed: it is large.
  const { default: ts } = await import("typescript");
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    rewriteRelativeImportExtensions: true,
    target: ts.ScriptTarget.ES2022,
    verbatimModuleSyntax: true,
    ...JSON.parse(tsconfig).compilerOptions,
  };
  return (source) => ts.transpileModule(source, { compilerOptions }).outputText;
}
