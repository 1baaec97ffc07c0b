/**
 * What turns TypeScript with decorators into a running program on the runtime of the test: the
 * runtime itself, or a compiler before it.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { type Program, startFile } from "./program.ts";
import { installProgram, runUserProgram, type Sources } from "./user_program.ts";

/** One way to run decorators. */
export interface Compiler {
  readonly name: string;
  /** Whether a tsconfig.json beside the program can ask for legacy decorators. */
  readonly hasLegacy: boolean;
  /** Starts a program; a `tsconfig.json` among its files counts. */
  start(sources: Sources): Promise<Program>;
}

/** Every way on this runtime. */
export const COMPILERS: readonly Compiler[] = compilers();

function compilers(): Compiler[] {
  if ("Deno" in globalThis) return [{ name: "Deno", hasLegacy: false, start: runUserProgram }];
  if ("Bun" in globalThis) return [{ name: "Bun", hasLegacy: true, start: startBun }];
  return [
    { name: "tsc", hasLegacy: true, start: runUserProgram },
    { name: "tsx", hasLegacy: true, start: startTsx },
  ];
}

async function startBun(sources: Sources): Promise<Program> {
  const file = await installProgram(sources);
  // By itself Bun looks for it in the working directory, not beside the program.
  const flags = sources.has("tsconfig.json") ? [`--tsconfig-override=${tsconfigOf(file)}`] : [];
  return startFile(file, { flags });
}

async function startTsx(sources: Sources): Promise<Program> {
  const file = await installProgram(sources, { keepsTypes: true });
  const env = sources.has("tsconfig.json") ? { TSX_TSCONFIG_PATH: tsconfigOf(file) } : {};
  return startFile(file, { flags: ["--import", import.meta.resolve("tsx")], env });
}

function tsconfigOf(file: URL): string {
  return fileURLToPath(new URL("tsconfig.json", file));
}
