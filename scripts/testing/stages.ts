/** The stages of `deno task test` and `deno task stress`. */
import { globSync } from "node:fs";
import { runtime, type RuntimeName } from "../runtimes.ts";
import { compile, compiledPath, hasDecorators } from "./compile.ts";
import { countCargo, countUvu } from "./count.ts";
import { packAll, PACKED } from "./pack.ts";
import { type Command, ROOT, type Stage } from "./stage.ts";

/** Parts of paths; a test file runs when its path has one of them, or there are none. */
export type Parts = readonly string[];

const MINUTE = 60_000;
const PARALLEL = 2;
const TEARDOWN = "tests/e2e/*teardown*_test.ts";
/** Node 22 is tested in what it does its own way: how it ends, and what async contexts share. */
const NODE22 = [TEARDOWN, "tests/e2e/isolation_test.ts", "tests/e2e/worker_test.ts"];

/** Unit tests, without the addon, on Deno. */
export function unitStage(parts: Parts): Stage {
  return {
    name: "unit",
    parallel: PARALLEL,
    commands: () =>
      findFiles(["tests/unit/**/*_test.ts"], parts).map(
        (file) => testFile("deno", file, { limit: MINUTE }),
      ),
  };
}

/** Type tests: files that only have to pass the type checker. */
export function typesStage(parts: Parts): Stage {
  const count = (_: string, status: number | string) =>
    status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const { command } = runtime("deno");
  return {
    name: "types",
    parallel: PARALLEL,
    commands: () =>
      findFiles(["tests/types/*.ts"], parts).map((file) => (
        {
          name: file,
          command,
          args: ["check", "--quiet", "--node-modules-dir=manual", file],
          limit: 2 * MINUTE,
          count,
        }
      )),
  };
}

/** Rust tests, and the model check of the hand-over between threads. */
export function nativeStage(): Stage {
  const runs = [["test", "--locked"], ["test", "--locked", "--features", "loom", "--lib"]];
  return {
    name: "native",
    parallel: 1,
    commands: () =>
      runs.map((args) => (
        { name: args.join(" "), command: "cargo", args, limit: 10 * MINUTE, count: countCargo }
      )),
  };
}

/** The real addon on one runtime. */
export function e2eStage(name: RuntimeName, parts: Parts): Stage {
  const patterns = name === "node22" ? NODE22 : ["tests/e2e/*_test.ts"];
  return {
    name,
    parallel: PARALLEL,
    commands: () =>
      findFiles(patterns, parts).map((file) => testFile(name, file, { limit: 3 * MINUTE })),
  };
}

/** The packages, packed and installed as users have them. */
export function npmStage(parts: Parts): Stage {
  return {
    name: "npm",
    parallel: 1,
    commands: () => {
      const files = findFiles(["tests/npm/*_test.ts"], parts);
      const env: Record<string, string> = files.length > 0 ? { [PACKED]: packAll() } : {};
      return files.map((file) => testFile("deno", file, { limit: 5 * MINUTE, env }));
    },
  };
}

/** The long versions of the teardown tests, and the soaks, one at a time on one runtime. */
export function stressStage(name: RuntimeName, parts: Parts): Stage {
  const options = { limit: 30 * MINUTE, env: { SPIKARD_STRESS: "1" } };
  return {
    name,
    parallel: 1,
    commands: () =>
      findFiles([TEARDOWN, "tests/stress/*_test.ts"], parts)
        .map((file) => testFile(name, file, options)),
  };
}

function findFiles(patterns: string[], parts: Parts): string[] {
  const files = globSync(patterns, { cwd: ROOT });
  if (files.length === 0) throw new Error(`No file matches ${patterns.join(" or ")}`);
  return files.filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
    .sort();
}

function testFile(
  name: RuntimeName,
  file: string,
  { limit, env = {} }: { limit: number; env?: Record<string, string> },
): Command {
  const { title, command, args } = runtime(name);
  const path = needsCompiling(name, file) ? compiledPath(file) : file;
  return {
    name: `${file} on ${title}`,
    command,
    args: [...args, path],
    limit,
    env,
    count: countUvu,
  };
}

let isCompiled = false;

/** Node 20 and 22 cannot strip types by themselves, and no Node knows decorators. */
function needsCompiling(name: RuntimeName, file: string): boolean {
  if (name === "deno" || name === "bun") return false;
  if (!isCompiled) compile(ROOT);
  isCompiled = true;
  return name !== "node24" || hasDecorators(`${ROOT}/${compiledPath(file)}`);
}
