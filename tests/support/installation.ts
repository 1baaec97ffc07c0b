/**
 * A project of a user, in a folder of its own, with the packed packages installed by npm.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { runtime, type RuntimeName } from "../../scripts/runtimes.ts";
import { readPacked } from "../../scripts/testing/pack.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const NPM_OPTIONS = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund"];

/** What a program printed, and its exit code. */
export interface Ran {
  readonly status: number | null;
  readonly output: string;
}

/** One project; its path has a space and a letter that is not ASCII. */
export class Installation {
  readonly folder: string = realpathSync(mkdtempSync(`${tmpdir()}/spikard ünstalled-`));

  /** Copies a project and installs the packages, without the addon where `omit` says so. */
  constructor(project: URL, { omit }: { readonly omit?: "optional" } = {}) {
    const { main, loader, platform } = readPacked();
    cpSync(project, this.folder, { recursive: true });
    const manifest = { name: "user", private: true, type: "module" };
    writeFileSync(`${this.folder}/package.json`, JSON.stringify(manifest));
    const packages = omit === undefined ? [main, loader, platform] : [main, loader];
    const options = omit === undefined ? NPM_OPTIONS : [...NPM_OPTIONS, `--omit=${omit}`];
    const tarballs = packages.map(({ path }) => path);
    const { status, output } = this.run("npm", ["install", ...options, ...tarballs]);
    if (status !== 0) throw new Error(`npm install failed\n${output}`);
  }

  /** Runs a program in the folder; its output has both streams. */
  run(command: string, args: readonly string[]): Ran {
    const { error, status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.folder,
      encoding: "utf8",
      shell: process.platform === "win32",
      timeout: 60_000,
    });
    if (error) throw error;
    return { status, output: stdout + stderr };
  }

  /** Runs a file, or code where the arguments begin with `-e`. */
  runOn(name: RuntimeName, args: readonly string[], flags: readonly string[] = ["-A"]): Ran {
    const { command } = runtime(name);
    const deno = ["run", "--no-prompt", "--node-modules-dir=manual", ...flags];
    return this.run(command, [...name === "deno" ? deno : [], ...args]);
  }

  /** Writes a file of the project. */
  write(name: string, text: string): void {
    writeFileSync(`${this.folder}/${name}`, text);
  }

  /** Runs the compiler of the checkout. */
  compile(args: readonly string[]): Ran {
    return this.runOn("node20", [`${ROOT}node_modules/typescript/bin/tsc`, ...args]);
  }

  /** Puts a package of the checkout in reach. */
  link(name: string): void {
    const target = realpathSync(`${ROOT}node_modules/${name}`);
    symlinkSync(target, `${this.folder}/node_modules/${name}`, "junction");
  }

  /** Removes the folder. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
