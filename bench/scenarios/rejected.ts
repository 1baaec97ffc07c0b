/**
 * Bodies that a server can refuse without its program: JSON that is cut short, and bodies over the
 * limit.
 *
 * @module
 */
import { cpuBetween, readCpu } from "../http/cpu.ts";
import { repeat } from "../http/generators.ts";
import { LOADS } from "../http/loads.ts";
import type { RunningServer } from "../http/server.ts";
import type { Figures, Scenario } from "./scenario.ts";

const DRIVE = { connections: 64, seconds: 2, isPinned: false };
const { user } = LOADS;
const BODIES: Readonly<Record<string, string>> = {
  malformed: user.body.slice(0, -1),
  oversized: JSON.stringify({ name: "x".repeat(2_000) }),
};

interface Stats {
  readonly requests: number;
  readonly jsWakes: number;
}

/** What refusing costs, and how often the event loop heard of it. */
export const rejected: Scenario = {
  name: "rejected",
  title: `Bodies that are malformed, then too large, from ${DRIVE.connections} clients`,
  servers: ["spikard", "fastify"],
  async run(server: RunningServer): Promise<Figures> {
    let figures: Figures = {};
    for (const [kind, body] of Object.entries(BODIES)) {
      for (const [name, figure] of Object.entries(await refuse(server, body))) {
        figures = { ...figures, [`${kind}: ${name}`]: figure };
      }
    }
    return figures;
  },
};

async function refuse({ port, pid }: RunningServer, body: string): Promise<Figures> {
  const [stats, cpu] = [await readStats(port), await readCpu(pid)];
  const { requests, badStatus, seconds } = await repeat({ ...user, body }, { port, ...DRIVE });
  const used = cpuBetween(cpu, await readCpu(pid), { pid });
  const later = await readStats(port);
  if (badStatus < requests) throw new Error(`${requests - badStatus} bad bodies were taken`);
  return {
    "refused/s": requests / seconds,
    "CPU us": used.process / requests,
    "JS thread us": used.mainThread / requests,
    "requests in JS": stats && later && later.requests - stats.requests - 1,
    "wakes of JS": stats && later && Math.max(0, later.jsWakes - stats.jsWakes - 1),
  };
}

/** Counters of the server, `null` where it has none. Reading them is a request and a wake itself. */
async function readStats(port: number): Promise<Stats | null> {
  const response = await fetch(`http://127.0.0.1:${port}/stats`);
  const stats = await response.json();
  return response.status === 200 ? stats : null;
}
