/**
 * The bookshop in a process of its own, as it would run anywhere else.
 *
 * @module
 */

import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What the bookshop writes: one JSON object a line. */
export interface LogLine {
  readonly message: string;
  readonly [field: string]: unknown;
}

/** A running bookshop. */
export class BookshopProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>) {
    this.#child = child;
    this.#lines = lines;
  }

  /** Starts the bookshop on a free port. */
  static start(): BookshopProcess {
    const app = fileURLToPath(new URL("../bookshop/app.ts", import.meta.url));
    const child = spawn(process.execPath, ["run", "-A", "--cached-only", app], {
      env: { ...process.env, PORT: "0" },
      stdio: ["ignore", "inherit", "pipe"],
    });
    const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
    return new BookshopProcess(child, lines);
  }

  /** Resolves to the next line of its log. */
  async log(): Promise<LogLine> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("The bookshop has ended");
    return JSON.parse(value);
  }

  /** Stops the bookshop as Ctrl+C does; resolves to its exit code. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#child.once("exit", resolve));
    if (this.#child.pid !== undefined) process.kill(this.#child.pid, "SIGINT");
    return await ended;
  }
}
