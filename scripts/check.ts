/**
 * Runs every check there is besides the tests, and says how long each took: `deno task check`.
 *
 * @module
 */
import process from "node:process";
import { killChildrenOnSignals, runChild } from "./testing/child.ts";
import { ROOT } from "./testing/stage.ts";

const LIMIT = 10 * 60_000;
const DENO = process.execPath;
const CLIPPY = ["clippy", "--locked", "--all-targets"];

/** What the compiler can see without the packages of the peers that bench/ measures. */
const CHECKED = [
  ...["mod.ts", "src", "scripts", "tests", "examples"],
  ...["bench/*.ts", "bench/http/*.ts", "bench/micro/*.ts", "bench/http/servers/spikard.ts"],
];

/** What packages offer to be imported. */
const ENTRIES = [
  "mod.ts",
  ...["cli", "client", "middleware", "openapi", "testing"].map((name) => `src/${name}/mod.ts`),
];

/** The npm build, which is checked apart: its compiler comes from JSR. */
const OFFLINE = ["--no-lock", "--import-map", "scripts/offline_import_map.json"];

/** A name, a program and its arguments. */
const CHECKS: readonly (readonly [string, string, ...string[]])[] = [
  ["format", DENO, "fmt", "--check"],
  ["lint", DENO, "lint", "--quiet"],
  ["types", DENO, "check", "--quiet", "--node-modules-dir=manual", ...CHECKED],
  ["npm build", DENO, "check", "--quiet", "--node-modules-dir=manual", ...OFFLINE, "build_npm.ts"],
  ["docs", DENO, "doc", "--lint", ...ENTRIES],
  ["publish", DENO, "publish", "--quiet", "--dry-run", "--allow-dirty"],
  ["layers", DENO, "run", "-A", "scripts/check_layers.ts"],
  ["documents", DENO, "run", "-A", "--node-modules-dir=manual", "scripts/check_documents.ts"],
  ["generated", DENO, "run", "-A", "scripts/check_generated.ts"],
  ["rustfmt", "cargo", "fmt", "--check"],
  ["clippy", "cargo", ...CLIPPY, "--", "-D", "warnings"],
  ["clippy on loom", "cargo", ...CLIPPY, "--features", "loom", "--", "-D", "warnings"],
];

killChildrenOnSignals();
let failures = 0;
for (const [name, command, ...args] of CHECKS) {
  const start = performance.now();
  const { output, status } = await runChild(command, args, { limit: LIMIT, cwd: ROOT });
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  console.log(`${name.padEnd(16)}${seconds} s  ${status === 0 ? "good" : `failed (${status})`}`);
  if (status === 0) continue;
  failures += 1;
  console.log(`\n${output.trim()}\n`);
}
process.exit(failures === 0 ? 0 : 1);
