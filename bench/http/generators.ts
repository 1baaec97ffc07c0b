/**
 * The two load generators, each run as a child process: wrk, and our paced client.
 *
 * @module
 */
import { readChildrenCpu } from "./cpu.ts";
import { type Load, LOADS } from "./loads.ts";
import type { Drive, Latency, Setup } from "./samples.ts";

const NO_WRK =
  'wrk was not found. Install it with "apt-get install wrk" (Debian, Ubuntu) or from its source, https://github.com/wg/wrk';

/** Core of the load generator in pinned mode. */
const GENERATOR_CORE = 1;

/** One run of a load generator against a server on this machine. */
export interface Target {
  readonly port: number;
  readonly setup: Setup;
  readonly seconds: number;
}

interface WrkLine extends Latency {
  readonly requests: number;
  /** Microseconds. */
  readonly duration: number;
  readonly status: number;
  readonly socket: number;
}

/** Throws, with the way to install it, where wrk is missing. */
export async function requireWrk(): Promise<void> {
  try {
    await new Deno.Command("wrk", { args: ["-v"], stdout: "null", stderr: "null" }).output();
  } catch {
    throw new Error(NO_WRK);
  }
}

/** Keeps all connections busy with the load of `setup`. Throws where wrk could not connect. */
export function runWrk(target: Target): Promise<Drive> {
  const { load, connections, isPinned } = target.setup;
  return repeat(LOADS[load], { ...target, connections, isPinned });
}

/** How one request is repeated. */
export interface Repetition {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  readonly isPinned: boolean;
}

/** Repeats one request over all connections with wrk on one thread. */
export async function repeat(
  { method, path, body }: Pick<Load, "method" | "path" | "body">,
  { port, connections, seconds, isPinned }: Repetition,
): Promise<Drive> {
  const script = new URL("wrk.lua", import.meta.url).pathname;
  const url = `http://127.0.0.1:${port}${path}`;
  const timing = ["-t", "1", "-c", String(connections), "-d", `${seconds}s`];
  const command = ["wrk", ...timing, "-s", script, url, "--", method, ...(body ? [body] : [])];
  const { line, cpu } = await run(command, { isPinned });
  const { requests, duration, status, socket, ...latency }: WrkLine = JSON.parse(line);
  return {
    requests,
    seconds: duration / 1e6,
    latency,
    badStatus: status,
    socketErrors: socket,
    generatorShare: cpu / duration,
  };
}

/** Asks at the constant rate of `setup` over one connection, with the paced client on Node 24. */
export async function runPaced(
  { port, setup, seconds }: Target,
  { node }: { node: string },
): Promise<Drive> {
  const client = new URL("paced_client.ts", import.meta.url).pathname;
  const rate = String(setup.rate ?? 1);
  const { line, cpu } = await run([node, client, `${port}`, setup.load, rate, `${seconds}`], setup);
  const drive: Omit<Drive, "socketErrors" | "generatorShare"> = JSON.parse(line);
  return { ...drive, socketErrors: 0, generatorShare: cpu / 1e6 / drive.seconds };
}

/** Runs a command to its end; gives its last line and its CPU time in microseconds. */
async function run(command: readonly string[], { isPinned }: { readonly isPinned: boolean }) {
  const [program, ...args] = isPinned ? pinned(command, GENERATOR_CORE) : command;
  const before = await readChildrenCpu();
  const { success, stdout, stderr } = await new Deno.Command(program!, { args }).output();
  const output = new TextDecoder().decode(stdout).trimEnd();
  if (!success) {
    throw new Error(`The load generator failed: ${new TextDecoder().decode(stderr) || output}`);
  }
  return {
    line: output.slice(output.lastIndexOf("\n") + 1),
    cpu: await readChildrenCpu() - before,
  };
}

/** The same command, held to one core. */
export function pinned(command: readonly string[], core: number): string[] {
  return ["taskset", "-c", String(core), ...command];
}
