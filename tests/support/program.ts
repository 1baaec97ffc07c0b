/**
 * Programs of tests/support/programs, each run in a process of its own on the runtime of the test.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { EXTENSION } from "./checkout.ts";
import { eventually, within } from "./waiting.ts";

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
  /** Flags of the runtime, before the file. Default: none. */
  readonly flags?: readonly string[];
  /** Deno's permission flags. Default: all permissions. */
  readonly permissions?: readonly string[];
  /** What sh runs in its place, where `"$@"` is the program. Default: no sh. */
  readonly shell?: string;
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
  const { args = [], env = {}, flags = [], permissions = ["-A"], shell } = options;
  const usual = "Deno" in globalThis
    ? ["run", "--node-modules-dir=manual", "--no-prompt", ...permissions]
    : process.execArgv;
  const words = [process.execPath, ...usual, ...flags, fileURLToPath(file), ...args];
  const [command = "", ...rest] = shell === undefined ? words : ["sh", "-c", shell, "sh", ...words];
  const child = spawn(command, rest, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new Program(child);
}

/** A running program. */
export class Program {
  /** Standard output. */
  readonly output: Lines;
  /** Standard error. */
  readonly errors: Lines;
  readonly #child: ChildProcess;
  readonly #exited: Promise<Exit>;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.#exited = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => resolve({ code, signal }));
    });
    this.output = new Lines(child.stdout, this.#exited);
    this.errors = new Lines(child.stderr, this.#exited);
  }

  /** Resolves to the next line of the output, which is the port that the program listens on. */
  async port(): Promise<number> {
    return Number(await this.output.next());
  }

  /** Sends a signal. */
  signal(name: "SIGINT" | "SIGTERM"): void {
    // After child.kill() Deno 2.9 reports the signal as the end, whatever the program does with it.
    if (this.#child.pid !== undefined) process.kill(this.#child.pid, name);
  }

  /** Resolves when the program has ended by itself; rejects where it hangs. */
  exit(): Promise<Exit> {
    return within("The end of the program", this.#exited);
  }

  /** Closes both pipes: what the program writes from now on fails. */
  deafen(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  /** Ends the program where it still runs, and resolves when it has ended. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exited;
  }
}

/** What a program writes, line by line. */
export class Lines {
  /** Lines so far. */
  readonly all: string[] = [];
  readonly #exited: Promise<Exit>;
  #read = 0;

  constructor(stream: Readable | null, exited: Promise<Exit>) {
    if (stream === null) throw new Error("The pipe is missing");
    this.#exited = exited;
    createInterface({ input: stream }).on("line", (line) => this.all.push(line));
  }

  /** Resolves to the next line; rejects where the program ends before it. */
  async next(): Promise<string> {
    const index = this.#read++;
    let hasEnded = false;
    void this.#exited.then(() => hasEnded = true);
    await eventually("A line of the program", () => hasEnded || this.all.length > index);
    const line = this.all[index];
    if (line === undefined) throw new Error("The program ended before its line");
    return line;
  }

  /** All lines so far. */
  toString(): string {
    return this.all.join("\n");
  }
}
