/**
 * What a scenario is: something a server goes through, and the figures that come of it.
 *
 * @module
 */
import { runtime } from "../../scripts/runtimes.ts";
import type { Contender, ContenderRuntime } from "../http/contenders.ts";
import type { RunningServer } from "../http/server.ts";

/** Figures of one run, by name; a missing one is `null`. */
export type Figures = Readonly<Record<string, number | null>>;

/** Something that servers go through, one after the other. */
export interface Scenario {
  /** As `--only` takes it. */
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  /** Files of `servers/` that take part. */
  readonly servers: readonly ServerName[];
  /** Runs once against a server that was started for it. */
  run(server: RunningServer): Promise<Figures>;
}

/** A file of `servers/`, without its extension. */
export type ServerName = "spikard" | "node_http" | "fastify";

const FILES: Readonly<Record<ServerName, string>> = {
  spikard: "spikard.ts",
  node_http: "node_http.js",
  fastify: "fastify.js",
};

/** The server of that name on a runtime. */
export function contenderOf(server: ServerName, on: ContenderRuntime): Contender {
  // Servers are found beside those of ../http/servers/.
  const file = `../../scenarios/servers/${FILES[server]}`;
  return { name: `${server}-${on}`, runtime: on, file };
}

/** Command of Node 24, which runs the clients that need a process of their own. */
export const NODE: string = runtime("node24").command;

/** Resolves after so many milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Value at a share of the sorted values, 0 to 1; 0 where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Memory a process holds, in KiB. */
export async function residentMemory(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1]);
}
