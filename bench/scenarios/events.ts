/**
 * A thousand clients that listen for events, one event a second each.
 *
 * @module
 */
import type { RunningServer } from "../http/server.ts";
import { type Figures, pause, percentile, residentMemory, type Scenario } from "./scenario.ts";

/** Clients that are there before memory is first read, so that start-up is not charged to anyone. */
const FIRST_CLIENTS = 200;
const CLIENTS = 1_000;
const SECONDS = 6;
const PROBE_EVERY = 50;

/** Memory of each client, events that arrived, and what a GET costs beside them. */
export const events: Scenario = {
  name: "events",
  title: `${CLIENTS} clients of server-sent events, one event a second each`,
  servers: ["spikard", "node_http"],
  async run({ port, pid }: RunningServer): Promise<Figures> {
    const first = await listenAll(port, FIRST_CLIENTS);
    await probe(port);
    const before = await residentMemory(pid);
    const listeners = await listenAll(port, CLIENTS);
    const latencies = await probe(port);
    const after = await residentMemory(pid);
    const received = listeners.reduce((sum, listener) => sum + listener.events, 0);
    for (const { connection } of [...first, ...listeners]) connection.close();
    return {
      "KiB/client": (after - before) / CLIENTS,
      "events/s": received / SECONDS,
      "GET p99, ms": percentile(latencies, 0.99),
    };
  },
};

interface Listener {
  readonly connection: Deno.TcpConn;
  events: number;
}

function listenAll(port: number, count: number): Promise<Listener[]> {
  return Promise.all(Array.from({ length: count }, () => listen(port)));
}

async function listen(port: number): Promise<Listener> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const request = "GET /events HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\n\r\n";
  await connection.write(new TextEncoder().encode(request));
  const listener = { connection, events: 0 };
  count(listener).catch(() => {
    // Closed at the end of the scenario.
  });
  return listener;
}

async function count(listener: Listener): Promise<void> {
  const decoder = new TextDecoder();
  for await (const bytes of listener.connection.readable) {
    listener.events += decoder.decode(bytes).split("data:").length - 1;
  }
}

async function probe(port: number): Promise<number[]> {
  const latencies: number[] = [];
  const end = performance.now() + SECONDS * 1_000;
  while (performance.now() < end) {
    const start = performance.now();
    await fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
    latencies.push(performance.now() - start);
    await pause(PROBE_EVERY);
  }
  return latencies;
}
