/**
 * Stands in for dnt where JSR cannot be reached: the part of its interface that build_npm.ts uses,
 * on the compiler that dnt 0.43 uses too. It throws for an option it does not know, so that the
 * build cannot drift from what is tested.
 *
 * @module
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import process from "node:process";
import ts from "typescript";

/** One file that the package offers: to be imported, or to be run. */
export interface EntryPoint {
  readonly kind?: "export" | "bin";
  readonly name: string;
  readonly path: string;
}

/** The npm package that an import becomes. */
export interface Mapping {
  readonly name: string;
  readonly version: string;
  readonly peerDependency: true;
}

/** Fields of the package that are completed here; the others are taken as they are. */
export interface PackageJson {
  readonly [field: string]: unknown;
  readonly main: string;
}

/** The options of dnt that are used, with the only values there are. */
export interface BuildOptions {
  readonly entryPoints: readonly EntryPoint[];
  readonly outDir: string;
  readonly shims: Readonly<Record<never, never>>;
  readonly typeCheck: false;
  readonly test: false;
  readonly scriptModule: false;
  readonly declaration: "inline";
  readonly skipSourceOutput: true;
  readonly polyfills: { readonly importMeta: false };
  readonly mappings: Readonly<Record<string, Mapping>>;
  readonly compilerOptions: {
    readonly target: "ES2022";
    readonly lib: readonly string[];
  };
  readonly package: PackageJson;
  readonly postBuild: () => void;
}

const FIXED = {
  shims: {},
  typeCheck: false,
  test: false,
  scriptModule: false,
  declaration: "inline",
  skipSourceOutput: true,
  polyfills: { importMeta: false },
};
const FREE = ["entryPoints", "outDir", "mappings", "compilerOptions", "package", "postBuild"];
const COMPILER = ["target", "lib"];

/** Removes a folder's content. */
export function emptyDir(path: string): Promise<void> {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return Promise.resolve();
}

/**
 * Compiles the package and writes its package.json. Rejects where the sources do not hold against
 * the types of Node and the web either, as Deno has checked them against its own.
 */
export async function build(options: BuildOptions): Promise<void> {
  checkOptions(options);
  const program = ts.createProgram(
    options.entryPoints.map(({ path }) => path),
    compilerOptions(options),
  );
  fail(ts.getPreEmitDiagnostics(program));
  const bins = options.entryPoints.filter(({ kind }) => kind === "bin").map(outputOf);
  fail(
    program.emit(undefined, (path, text) => {
      const isBin = bins.some((bin) => path.endsWith(bin));
      write(path, isBin ? `#!/usr/bin/env node\n${text}` : text);
    }).diagnostics,
  );
  write(`${options.outDir}/esm/package.json`, '{\n  "type": "module"\n}\n');
  write(`${options.outDir}/package.json`, packageJson(program, options));
  await options.postBuild();
}

function checkOptions(options: BuildOptions): void {
  const { compilerOptions } = options;
  const unknown = [
    ...Object.keys(options).filter((key) => !(key in FIXED) && !FREE.includes(key)),
    ...Object.keys(compilerOptions).filter((key) => !COMPILER.includes(key)),
  ];
  const wrong = Object.entries(FIXED).filter(([key, value]) =>
    JSON.stringify(Reflect.get(options, key)) !== JSON.stringify(value)
  );
  const found = [...unknown, ...wrong.map(([key]) => key)];
  if (found.length === 0) return;
  throw new Error(`The stand-in for dnt does not know the option "${found.join('", "')}"`);
}

function compilerOptions({ outDir, compilerOptions }: BuildOptions): ts.CompilerOptions {
  return {
    target: ts.ScriptTarget[compilerOptions.target],
    lib: compilerOptions.lib.map((name) => `lib.${name.toLowerCase()}.d.ts`),
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    rewriteRelativeImportExtensions: true,
    declaration: true,
    skipLibCheck: true,
    rootDir: process.cwd(),
    outDir: `${outDir}/esm`,
  };
}

function fail(diagnostics: readonly ts.Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  throw new Error(ts.formatDiagnostics(diagnostics, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => process.cwd(),
    getNewLine: () => "\n",
  }));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function outputOf({ path }: EntryPoint): string {
  return path.replace(/^\./, "/esm").replace(/\.ts$/, ".js");
}

function packageJson(program: ts.Program, { mappings, package: own }: BuildOptions): string {
  const peers = Object.values(mappings).map(({ name, version }) => [name, version]);
  const dependencies = importedPackages(program)
    .filter((specifier) => !(specifier in mappings))
    .map((specifier) => {
      const [, name, version] = /^npm:(@?[^@]+)@(.+)$/.exec(specifier) ?? [];
      return [name, version];
    });
  const manifest = {
    ...own,
    module: own.main,
    dependencies: Object.fromEntries(dependencies),
    peerDependencies: Object.fromEntries(peers),
  };
  return JSON.stringify(manifest, null, 2) + "\n";
}

/** What deno.json maps the packages to that the sources import, as `npm:name@range`. */
function importedPackages(program: ts.Program): string[] {
  const { imports } = JSON.parse(readFileSync("deno.json", "utf8"));
  const names = program.getSourceFiles()
    .filter(({ isDeclarationFile }) => !isDeclarationFile)
    .flatMap(({ text }) => ts.preProcessFile(text, true, true).importedFiles)
    .map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith(".") && !name.startsWith("node:"));
  return [...new Set(names)].map((name) => {
    if (!(name in imports)) throw new Error(`The imports of deno.json have no "${name}"`);
    return imports[name];
  });
}
