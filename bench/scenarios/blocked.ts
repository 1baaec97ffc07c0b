/**
 * A handler that computes for ten seconds, and a load balancer that asks whether the server lives.
 *
 * @module
 */
import { connect } from "../../tests/support/keep_alive.ts";
import type { RunningServer } from "../http/server.ts";
import { type Figures, pause, percentile, type Scenario } from "./scenario.ts";

const SPIN = 10_000;
const PROBE_EVERY = 20;

/** How long a liveness probe takes while the event loop is held. */
export const blocked: Scenario = {
  name: "blocked",
  title: `GET /livez while a handler holds the event loop for ${SPIN / 1_000} s`,
  servers: ["spikard", "node_http"],
  async run({ port }: RunningServer): Promise<Figures> {
    const spinning = ask(port, `/spin?ms=${SPIN}`);
    await pause(100);
    const probes: Promise<number>[] = [];
    const end = performance.now() + SPIN - 200;
    while (performance.now() < end) {
      const probe = ask(port, "/livez");
      // All are awaited at the end; until then a failure is nobody's yet.
      probe.catch(() => {});
      probes.push(probe);
      await pause(PROBE_EVERY);
    }
    const latencies = await Promise.all(probes);
    await spinning;
    return {
      "p50, ms": percentile(latencies, 0.5),
      "p99, ms": percentile(latencies, 0.99),
      "max, ms": Math.max(...latencies),
    };
  },
};

/** Milliseconds from connect to answer, each over a connection of its own. */
async function ask(port: number, path: string): Promise<number> {
  const start = performance.now();
  const connection = await connect(port);
  const status = await connection.exchange(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
  connection.close();
  if (status !== 200) throw new Error(`${path} was answered ${status}`);
  return performance.now() - start;
}
