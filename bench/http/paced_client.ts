/**
 * Asks one server at a constant rate over one keep-alive connection and prints what it saw as one
 * JSON line: `paced_client.ts PORT LOAD RATE SECONDS`, on Node 24.
 *
 * @module
 */
import process from "node:process";
import { connect, type KeepAlive } from "../../tests/support/keep_alive.ts";
import { isLoadName, LOADS, requestText } from "./loads.ts";

/** Samples left out at the start, while the client's own code is still cold. */
const COLD_SHARE = 0.1;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Blocks the thread: a timer of the event loop has whole milliseconds only. */
function sleepUntil(time: number): void {
  const rest = time - performance.now();
  if (rest > 0) Atomics.wait(sleeper, 0, 0, rest);
}

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

interface Pace {
  readonly request: string;
  readonly rate: number;
  readonly count: number;
}

/** Latencies in microseconds; a request held up by the answer before counts from when it was due. */
async function drive(connection: KeepAlive, { request, rate, count }: Pace) {
  const latencies = new Float64Array(count);
  const begin = performance.now() + 1;
  let badStatus = 0;
  for (let index = 0; index < count; index++) {
    const due = begin + index * 1_000 / rate;
    const isHeldUp = performance.now() > due;
    sleepUntil(due);
    const start = isHeldUp ? due : performance.now();
    const status = await connection.exchange(request);
    latencies[index] = (performance.now() - start) * 1_000;
    if (status >= 400) badStatus++;
  }
  return { latencies, badStatus, seconds: (performance.now() - begin) / 1_000 };
}

async function main(): Promise<void> {
  const [port, load, rate, seconds] = process.argv.slice(2);
  if (!load || !isLoadName(load)) throw new Error("Usage: paced_client.ts PORT LOAD RATE SECONDS");
  const connection = await connect(Number(port));
  const count = Math.max(1, Math.round(Number(rate) * Number(seconds)));
  const request = requestText(LOADS[load]);
  const result = await drive(connection, { request, rate: Number(rate), count });
  connection.close();
  const sorted = result.latencies.slice(Math.floor(count * COLD_SHARE)).sort();
  const latency = {
    p50: percentile(sorted, 0.5),
    p90: percentile(sorted, 0.9),
    p99: percentile(sorted, 0.99),
    p999: percentile(sorted, 0.999),
  };
  const { badStatus, seconds: elapsed } = result;
  console.log(JSON.stringify({ requests: count, seconds: elapsed, latency, badStatus }));
}

await main();
