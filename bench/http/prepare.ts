/**
 * Makes contenders ready to run: binaries of the runtimes, the pinned peers, bare axum.
 *
 * @module
 */
import { statSync } from "node:fs";
import { runtime } from "../../scripts/runtimes.ts";
import type { Contender, ContenderRuntime } from "./contenders.ts";

const HERE = new URL(".", import.meta.url).pathname;
const AXUM_TARGET = new URL("../../target/bench-axum/", import.meta.url).pathname;

const CARGO = ["cargo", "build", "--quiet", "--release", "--locked", "--target-dir", AXUM_TARGET];
const NPM = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"];
/** Servers that import packages of `package.json`. */
const PEERS: ReadonlySet<string> = new Set(["elysia.js", "fastify.js", "hono.js"]);

/** The command that starts `contender` on `port`. */
export function commandOf(
  { runtime: name, file, style }: Contender,
  port: number,
): string[] {
  if (name === "rust") return [`${AXUM_TARGET}release/${file}`, String(port)];
  const { command, args } = runtime(name);
  return [command, ...args, `${HERE}servers/${file}`, String(port), ...(style ? [style] : [])];
}

/** Installs or builds what the contender needs and is missing. Throws where that fails. */
export async function prepare({ runtime: name, file }: Contender): Promise<void> {
  if (name === "rust") await run(CARGO, `${HERE}axum`);
  else if (PEERS.has(file) && !isInstalled()) await run(NPM, HERE);
}

/** Whether npm has installed the peers since they were last pinned. */
function isInstalled(): boolean {
  const [pinned, installed] = ["package-lock.json", "node_modules/.package-lock.json"]
    .map((file) => statSync(HERE + file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return installed! > pinned!;
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
