/**
 * Makes contenders ready to run: binaries of the runtimes, the pinned peers, bare axum.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { runtime } from "../../scripts/runtimes.ts";
import type { Contender, ContenderRuntime } from "./contenders.ts";

const HERE = new URL(".", import.meta.url).pathname;
const AXUM_TARGET = new URL("../../target/bench-axum/", import.meta.url).pathname;

const CARGO = ["cargo", "build", "--quiet", "--release", "--locked", "--target-dir", AXUM_TARGET];
const NPM = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"];
/** Servers that import packages of `package.json`. */
const PEERS: ReadonlySet<string> = new Set(["fastify.js", "hono.js"]);

/** The command that starts `contender` on `port`. */
export function commandOf(
  { runtime: name, file, arguments: rest }: Contender,
  port: number,
): string[] {
  if (name === "rust") return [`${AXUM_TARGET}release/${file}`, String(port)];
  const { command, args } = runtime(name);
  return [command, ...args, `${HERE}servers/${file}`, String(port), ...rest];
}

/** Installs or builds what the contender needs and is missing. Throws where that fails. */
export async function prepare({ runtime: name, file }: Contender): Promise<void> {
  if (name === "rust") await run(CARGO, `${HERE}axum`);
  else if (PEERS.has(file) && !existsSync(`${HERE}node_modules`)) await run(NPM, HERE);
}

/** Version of what runs the contenders of a runtime: `24.21.0`. */
export async function versionOf(name: ContenderRuntime): Promise<string> {
  const program = name === "rust" ? "rustc" : runtime(name).command;
  const { stdout } = await new Deno.Command(program, { args: ["--version"] }).output();
  const text = new TextDecoder().decode(stdout);
  return /\d+\.\d+\.\d+/.exec(text)?.[0] ?? text.trim();
}

async function run([program, ...args]: readonly string[], cwd: string): Promise<void> {
  const child = new Deno.Command(program!, { args, cwd, stdout: "null", stderr: "inherit" });
  const { success } = await child.output();
  if (!success) throw new Error(`"${[program, ...args].join(" ")}" failed in ${cwd}`);
}
