/**
 * Programs of tests/support/programs, each run in a process of its own on the runtime of the test.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { EXTENSION } from "./checkout.ts";
import { within } from "./waiting.ts";

/** How a program ended. */
export interface Exit {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
}

/** How to run a program. */
export interface ProgramOptions {
  readonly args?: readonly string[];
  /** Variables added to those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Deno's permission flags. Default: all permissions. */
  readonly permissions?: readonly string[];
}

/** File of a program, as this runtime runs it. */
export function programUrl(name: string): URL {
  return new URL(`./programs/${name}${EXTENSION}`, import.meta.url);
}

/** Starts a program. */
export function startProgram(name: string, options: ProgramOptions = {}): Program {
  return startFile(programUrl(name), options);
}

/** Starts any file that this runtime can run. */
export function startFile(file: URL, options: ProgramOptions = {}): Program {
  const { args = [], env = {}, permissions = ["-A"] } = options;
  const flags = "Deno" in globalThis
    ? ["run", "--cached-only", "--no-prompt", ...permissions]
    : process.execArgv;
  const child = spawn(process.execPath, [...flags, fileURLToPath(file), ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new Program(child);
}

/** A running program. */
export class Program {
  /** Lines of standard output so far. */
  readonly lines: string[] = [];
  /** Standard error so far. */
  errors = "";
  readonly #child: ChildProcess;
  readonly #exited: Promise<Exit>;
  readonly #readers: ((line: string) => void)[] = [];
  #read = 0;

  constructor(child: ChildProcess) {
    if (child.stdout === null || child.stderr === null) throw new Error("The pipes are missing");
    this.#child = child;
    child.stderr.setEncoding("utf8").on("data", (text: string) => this.errors += text);
    createInterface({ input: child.stdout }).on("line", (line) => this.#take(line));
    this.#exited = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => resolve({ code, signal }));
    });
  }

  /** Resolves to the next line that the program prints; rejects where it ends before. */
  async line(): Promise<string> {
    const known = this.lines[this.#read++];
    if (known !== undefined) return known;
    const line = new Promise<string>((resolve) => this.#readers.push(resolve));
    const ended = this.#exited.then(({ code, signal }) => {
      throw new Error(`The program ended by ${signal ?? code}: ${this.errors}`);
    });
    return await this.#guard("A line", Promise.race([line, ended]));
  }

  /** Resolves to the next line, read as a number: the port that the program listens on. */
  async port(): Promise<number> {
    return Number(await this.line());
  }

  /** Sends a signal. */
  signal(name: "SIGINT" | "SIGTERM"): void {
    // After kill() of its own, Deno says that the signal ended the child, whatever the child did.
    if (this.#child.pid !== undefined) process.kill(this.#child.pid, name);
  }

  /** Resolves when the program has ended by itself; ends it where it hangs. */
  exit(): Promise<Exit> {
    return this.#guard("The end of the program", this.#exited);
  }

  /** Ends the program, and resolves when it has ended. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exited;
  }

  async #guard<T>(what: string, promise: Promise<T>): Promise<T> {
    try {
      return await within(what, promise);
    } catch (error) {
      this.#child.kill("SIGKILL");
      throw error;
    }
  }

  #take(line: string): void {
    this.lines.push(line);
    this.#readers.shift()?.(line);
  }
}
