/**
 * Builds the addon and puts it beside its loader: `deno task build`. Costs next to nothing when
 * nothing has changed.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readdirSync, renameSync, statSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { localFile, targetOfTriple } from "../native/npm/target.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FILE = localFile(targetOfTriple(Deno.build.target)).slice(2);
const PACKAGE = `${ROOT}native/npm/`;
const BUILT = `${PACKAGE}${FILE}`;
const LINKED = `${ROOT}node_modules/@spikard/native/`;
const CARGO = ["build", "--release", "--locked", "--message-format", "json-render-diagnostics"];
const NO_CARGO =
  "Cargo was not found. Install Rust from https://rustup.rs, open a new terminal and try again";

/**
 * Builds what is out of date: the library, its copy, and the links to the package in node_modules.
 * Throws where a tool is missing or fails.
 */
export function buildNative(): void {
  const library = buildLibrary();
  if (!isCopyOf(library)) replace(library);
  if (!isLinked()) run(process.execPath, ["install", "--quiet"]);
}

/** Runs cargo and returns the path of the shared library it made or found up to date. */
function buildLibrary(): string {
  const messages = run("cargo", CARGO).split("\n").filter((line) => line.startsWith("{"));
  const files = messages.map((line) => JSON.parse(line))
    .filter((message) => message.target?.name === "spikard_native")
    .flatMap((message): string[] => message.filenames ?? []);
  const library = files.find((file) => /\.(so|dylib|dll)$/.test(file));
  if (!library) throw new Error(`Cargo named no shared library among ${JSON.stringify(files)}`);
  return library;
}

function isCopyOf(library: string): boolean {
  if (!existsSync(BUILT)) return false;
  const [from, to] = [statSync(library), statSync(BUILT)];
  return from.size === to.size && from.mtimeMs <= to.mtimeMs;
}

/** Swaps the file in by a rename: a process that runs the old one keeps it whole. */
function replace(library: string): void {
  copyFileSync(library, `${BUILT}.new`);
  renameSync(`${BUILT}.new`, BUILT);
}

function isLinked(): boolean {
  return readdirSync(PACKAGE).every((file) =>
    existsSync(LINKED + file) && statSync(LINKED + file).ino === statSync(PACKAGE + file).ino
  );
}

/** Runs a program to its end and returns its standard output. */
function run(command: string, args: string[]): string {
  const { error, status, stdout } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (error) throw "code" in error && error.code === "ENOENT" ? new Error(NO_CARGO) : error;
  if (status !== 0) throw new Error(`"${command} ${args.join(" ")}" failed`);
  return stdout;
}

if (import.meta.main) {
  try {
    buildNative();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
