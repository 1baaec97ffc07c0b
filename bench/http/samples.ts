/**
 * What one run of the load generator measured, and the arithmetic over several of them.
 *
 * @module
 */
import type { LoadName } from "./loads.ts";

/** How the load is put on the server. */
export interface Setup {
  readonly load: LoadName;
  /** Connections kept busy; 1 in paced mode. */
  readonly connections: number;
  /** Requests per second in paced mode, `null` where each connection asks again at once. */
  readonly rate: number | null;
  /** Whether the server had core 0 and the load generator core 1 to itself. */
  readonly isPinned: boolean;
}

/** Latency percentiles in microseconds. */
export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
}

/** What a load generator reports of one run. */
export interface Drive {
  readonly requests: number;
  readonly seconds: number;
  readonly latency: Latency;
  /** Answers that were neither 2xx nor 3xx. */
  readonly badStatus: number;
  /** Failed connects, reads and writes, and timeouts. */
  readonly socketErrors: number;
  /** Share of one core that the generator itself used, 0 to 1. */
  readonly generatorShare: number;
}

/** One contender in one round of one setup. */
export interface Sample extends Drive {
  readonly contender: string;
  readonly setup: Setup;
  readonly round: number;
  /** CPU time of the server process per request, in microseconds. */
  readonly cpu: number;
  /** The part of `cpu` that the main thread used: the JavaScript thread, where there is one. */
  readonly mainThread: number;
}

/** The middle of several values and the range they cover. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** A figure of a sample that contenders are compared by. */
export type Figure = "throughput" | "cpu" | "mainThread";

/** Reads one figure: requests per second, or microseconds of CPU per request. */
export function figureOf(sample: Sample, figure: Figure): number {
  return figure === "throughput" ? sample.requests / sample.seconds : sample[figure];
}

/** Median, smallest and largest of `values`; `null` where there are none. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((left, right) => left - right);
  const half = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}

/** The samples that `contender` gave under `setup`, in the order of their rounds. */
export function samplesOf(
  samples: readonly Sample[],
  setup: Setup,
  { contender }: { contender: string },
): Sample[] {
  return samples.filter((sample) =>
    sample.contender === contender && setupKey(sample.setup) === setupKey(setup)
  );
}

/** Spread of `figure` of one group of samples over another, each pair taken from the same round. */
export function ratioOf(
  subjects: readonly Sample[],
  peers: readonly Sample[],
  { figure }: { figure: Figure },
): Spread | null {
  const byRound = new Map(peers.map((sample) => [sample.round, figureOf(sample, figure)]));
  const ratios = subjects.flatMap((sample) => {
    const peer = byRound.get(sample.round);
    return peer ? [figureOf(sample, figure) / peer] : [];
  });
  return spreadOf(ratios);
}

/** A text that is equal for equal setups. */
export function setupKey({ load, connections, rate, isPinned }: Setup): string {
  return `${load} ${connections} ${rate} ${isPinned}`;
}
