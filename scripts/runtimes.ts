/**
 * The runtimes that tests and benches run on, each at one version. Their binaries come from the npm
 * registry and are looked up once.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

/** A JavaScript runtime, ready to be started. */
export interface Runtime {
  /** Name for people: `Node 24`. */
  readonly title: string;
  /** Absolute path of the binary. */
  readonly command: string;
  /** Arguments that stand before the path of a script. */
  readonly args: readonly string[];
}

/** Short names of all runtimes. */
export const RUNTIMES = ["deno", "node20", "node22", "node24", "bun"] as const;

/** Short name of a runtime. */
export type RuntimeName = typeof RUNTIMES[number];

/** An npm package that carries a runtime's binary, and the program in it. */
interface Source {
  readonly title: string;
  readonly program: "node" | "bun";
  readonly version: string;
  readonly args?: readonly string[];
}

/** Sources lie outside of any package.json that would call them modules; Node says so each time. */
const NO_PACKAGE_JSON = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON";

const SOURCES: Readonly<Record<Exclude<RuntimeName, "deno">, Source>> = {
  node20: { title: "Node 20", program: "node", version: "20.20.2" },
  node22: { title: "Node 22", program: "node", version: "22.23.3" },
  node24: { title: "Node 24", program: "node", version: "24.21.0", args: [NO_PACKAGE_JSON] },
  bun: { title: "Bun 1.4", program: "bun", version: "1.4.5" },
};

const CACHE = new URL("../target/runtimes.json", import.meta.url);

/** Returns a runtime, downloaded where this machine never had it. Deno is the one that runs this. */
export function runtime(name: RuntimeName): Runtime {
  if (name === "deno") {
    // Else every start replaces the linked addon package, under the feet of whatever else runs.
    const args = ["run", "-A", "--node-modules-dir=manual"];
    return { title: `Deno ${Deno.version.deno}`, command: process.execPath, args };
  }
  const source = SOURCES[name];
  return { title: source.title, command: binaryOf(source), args: source.args ?? [] };
}

function binaryOf(source: Source): string {
  const key = `${source.program}@${source.version}`;
  const paths = readCache();
  const known = paths[key];
  if (known && existsSync(known)) return known;
  const path = installedBinary(source) ?? downloadedBinary(key, source.program);
  writeCache({ ...paths, [key]: path });
  return path;
}

/** Path of the program on PATH, where it has the same major version as the one asked for. */
function installedBinary({ program, version }: Source): string | undefined {
  if (program !== "node") return undefined;
  const script = "[process.versions.node, process.execPath].join()";
  const { status, stdout } = spawnSync(program, ["-p", script], { encoding: "utf8" });
  if (status !== 0) return undefined;
  const [found, path] = stdout.trim().split(",");
  return found?.split(".")[0] === version.split(".")[0] ? path : undefined;
}

function downloadedBinary(key: string, program: string): string {
  const args = [
    "--yes",
    "--loglevel=error",
    `--package=${key}`,
    "--",
    program,
    "-p",
    "process.execPath",
  ];
  const { error, status, stdout } = spawnSync("npx", args, {
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (error) {
    throw new Error(
      "The command npx was not found. Install Node 20 or later from https://nodejs.org",
    );
  }
  const path = stdout.trim();
  if (status !== 0 || !existsSync(path)) {
    throw new Error(`The package "${key}" has no binary for this machine`);
  }
  return path;
}

function readCache(): Record<string, string> {
  return existsSync(CACHE) ? JSON.parse(readFileSync(CACHE, "utf8")) : {};
}

function writeCache(paths: Record<string, string>): void {
  mkdirSync(new URL(".", CACHE), { recursive: true });
  writeFileSync(CACHE, JSON.stringify(paths));
}
