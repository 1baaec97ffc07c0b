import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ROOT } from "../../support/checkout.ts";
import { type DocumentedProgram, DOCUMENTS, programsOf } from "../../support/documents.ts";

const test = suite("types of documents and examples");
const root = fileURLToPath(ROOT);

/** What a program for Node has in its tsconfig.json. */
const OPTIONS: ts.CompilerOptions = {
  allowImportingTsExtensions: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true,
  paths: {
    "@spikard/node": [`${root}mod.ts`],
    "@spikard/node/*": [`${root}src/*/mod.ts`],
  },
  skipLibCheck: true,
  strict: true,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.esnext.d.ts"],
  types: ["node"],
};

/** Every program of the documents, its main file first, each in a folder that does not exist. */
function documentedPrograms(): Map<string, string> {
  return new Map(DOCUMENTS.flatMap((path) => programsOf(path).flatMap(filesOf(path))));
}

function filesOf(path: string) {
  return ({ source, files }: DocumentedProgram, index: number): [string, string][] => {
    const folder = `${root}examples/${path.replaceAll("/", "_")}_${index + 1}`;
    const all: [string, string][] = [["program.ts", source], ...files];
    return all.map(([name, text]) => [`${folder}/${name}`, text]);
  };
}

/** What the compiler has to say of files, some of them in memory only. */
function faultsOf(paths: readonly string[], sources: ReadonlyMap<string, string>): string[] {
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.readFile = (path) => sources.get(path) ?? readFile(path);
  host.getCurrentDirectory = () => root;
  // The compiler would not look into a folder that does not exist.
  delete host.directoryExists;
  const program = ts.createProgram([...paths], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) =>
    ts.formatDiagnostic(diagnostic, host)
  );
}

test("every program of the documents type-checks under tsc", () => {
  const sources = documentedPrograms();
  assert.ok(sources.size > 0);
  assert.equal(faultsOf([...sources.keys()], sources), []);
});

test("every example type-checks under tsc", () => {
  const names = readdirSync(`${root}examples`, { recursive: true }).map(String);
  const files = names.filter((name) => name.endsWith(".ts")).map((name) =>
    `${root}examples/${name}`
  );
  assert.ok(files.length > 0);
  assert.equal(faultsOf(files, new Map()), []);
});

test("a wrong program does not", () => {
  const source = readFileSync(`${root}examples/hello.ts`, "utf8").replace(
    "params.id",
    "params.name",
  );
  const path = `${root}examples/wrong.ts`;
  assert.match(faultsOf([path], new Map([[path, source]])).join(), "'name' does not exist");
});

test.run();
