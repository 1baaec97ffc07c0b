/** One child process with a time limit, its output kept until somebody wants it. */
import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";

/** How a child ended. */
export interface Ended {
  /** Standard output and standard error, as they came. */
  readonly output: string;
  /** Exit code, name of the signal, or `time limit`. */
  readonly status: number | string;
}

/** Where and how a child runs. */
export interface ChildOptions {
  /** Milliseconds after which the child, and whatever it started, is killed. */
  readonly limit: number;
  readonly cwd: string;
  /** Variables added to this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();

/** Runs a program to its end; never rejects. */
export function runChild(
  command: string,
  args: readonly string[],
  { limit, cwd, env }: ChildOptions,
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd,
    detached: process.platform !== "win32",
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
  }
  return ended(child, limit).then((status) => ({ output: output.join(""), status }));
}

/** Ends every child when this process is asked to end: they do not hear of it themselves. */
export function killChildrenOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      for (const child of running) killTree(child);
      process.exit(130);
    });
  }
}

function ended(child: ChildProcess, limit: number): Promise<number | string> {
  return new Promise((resolve) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      killTree(child);
    }, limit);
    child.on("error", (error) => finish(error.message));
    // What the child left behind would hold its pipes open for ever.
    child.on("exit", () => killTree(child));
    child.on("close", (code, signal) => finish(late ? "time limit" : code ?? String(signal)));

    function finish(status: number | string): void {
      clearTimeout(timer);
      running.delete(child);
      resolve(status);
    }
  });
}

/** Kills a child with all it has started: it leads a process group of its own. */
function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group has ended by itself.
  }
}
