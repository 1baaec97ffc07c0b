/**
 * Modules in memory, type-checked by the compiler that users have.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { ROOT } from "./checkout.ts";

/** What the compiler did, and what it found wrong. */
export interface TypeCost {
  /** Types that were made of generic ones. */
  readonly instantiations: number;
  readonly faults: readonly string[];
}

const root = fileURLToPath(ROOT);
const OPTIONS: ts.CompilerOptions = {
  allowImportingTsExtensions: true,
  exactOptionalPropertyTypes: true,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  strict: true,
  target: ts.ScriptTarget.ES2022,
  types: ["node"],
};

/** Type-checks modules that are in memory only, by name; they import the sources from `../../src/`. */
export function checkTypes(sources: Readonly<Record<string, string>>): TypeCost {
  const files = new Map(
    Object.entries(sources).map(([name, text]) => [`${root}tests/generated/${name}`, text]),
  );
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getCurrentDirectory = () => root;
  // The compiler would not look into a folder that does not exist.
  delete host.directoryExists;
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  const faults = [...files.keys()].flatMap((path) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(path))
  );
  return {
    // It is what --extendedDiagnostics prints, and no part of the typed API.
    instantiations: Reflect.get(program, "getInstantiationCount").call(program),
    faults: faults.map((fault) => ts.formatDiagnostic(fault, host)),
  };
}
