/**
 * Downloads of 1 MiB, streamed in chunks of 64 KiB.
 *
 * @module
 */
import { cpuBetween, readCpu } from "../http/cpu.ts";
import type { RunningServer } from "../http/server.ts";
import type { Figures, Scenario } from "./scenario.ts";

const CONNECTIONS = 16;
const SECONDS = 3;

interface StreamStats {
  readonly queuedBytesHighWater: number;
}

/** Throughput and CPU of streamed downloads, and the most that waited for one client. */
export const download: Scenario = {
  name: "download",
  title: `1 MiB streamed to ${CONNECTIONS} clients at a time`,
  servers: ["spikard", "node_http"],
  async run(server: RunningServer): Promise<Figures> {
    const before = await readCpu(server.pid);
    const count = await downloads(server.port);
    const { process } = cpuBetween(before, await readCpu(server.pid), { pid: server.pid });
    return {
      "MiB/s": count / SECONDS,
      "CPU us/MiB": process / count,
      "most queued, KiB": await mostQueued(server.port),
    };
  },
};

async function downloads(port: number): Promise<number> {
  const timing = ["-t", "1", "-c", String(CONNECTIONS), "-d", `${SECONDS}s`];
  const url = `http://127.0.0.1:${port}/download`;
  const { stdout } = await new Deno.Command("wrk", { args: [...timing, url] }).output();
  const text = new TextDecoder().decode(stdout);
  const count = Number(/(\d+) requests in/.exec(text)?.[1]);
  if (!(count > 0)) throw new Error(`wrk downloaded nothing: ${text}`);
  return count;
}

async function mostQueued(port: number): Promise<number | null> {
  const response = await fetch(`http://127.0.0.1:${port}/stats`);
  if (response.status !== 200) return null;
  const { queuedBytesHighWater }: StreamStats = await response.json();
  return queuedBytesHighWater / 1_024;
}
