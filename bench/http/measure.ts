/**
 * Runs a plan: starts the contenders, checks and warms them, then measures them in turn.
 *
 * @module
 */
import { cpuBetween, readCpu } from "./cpu.ts";
import { type Failure, Field } from "./field.ts";
import { runPaced, runWrk } from "./generators.ts";
import { runtime } from "../../scripts/runtimes.ts";
import type { Sample, Setup } from "./samples.ts";
import { type RunningServer, stopServers } from "./server.ts";

/** Contenders that are compared under one setup. */
export interface Series {
  readonly setup: Setup;
  readonly contenders: readonly string[];
}

/** How long and how often to measure. */
export interface Effort {
  readonly rounds: number;
  /** Seconds of one run of the load generator. */
  readonly seconds: number;
}

/** What came of a plan. */
export interface Outcome {
  readonly samples: readonly Sample[];
  readonly failures: readonly Failure[];
}

const WARM_UP_SECONDS = 1;

/** Measures the whole plan. A contender that fails is left out with its reason; the rest goes on. */
export async function measure(
  plan: readonly Series[],
  effort: Effort,
  { onProgress }: { onProgress: (line: string) => void },
): Promise<Outcome> {
  const samples: Sample[] = [];
  const failures: Failure[] = [];
  for (const isPinned of [false, true]) {
    const part = plan.filter(({ setup }) => setup.isPinned === isPinned);
    const field = new Field(failures);
    await field.start(new Set(part.flatMap(({ contenders }) => contenders)), { isPinned });
    for (const series of part) {
      for await (const sample of measureSeries(series, effort, { field, onProgress })) {
        samples.push(sample);
      }
    }
    await stopServers();
  }
  return { samples, failures };
}

async function* measureSeries(
  { setup, contenders }: Series,
  { rounds, seconds }: Effort,
  { field, onProgress }: { field: Field; onProgress: (line: string) => void },
): AsyncGenerator<Sample> {
  const warmUp = { ...setup, rate: null };
  for (const name of contenders) {
    onProgress(`warming up ${name}`);
    await field.attempt(name, (server) => {
      return runWrk({ port: server.port, setup: warmUp, seconds: WARM_UP_SECONDS });
    });
  }
  for (let round = 1; round <= rounds; round++) {
    for (const name of inTurn(contenders, round)) {
      onProgress(`round ${round}/${rounds}: ${setup.load}, ${setup.connections}: ${name}`);
      const sample = await field.attempt(
        name,
        (server) => sampleOf(server, setup, { round, seconds }),
      );
      if (sample) yield sample;
    }
  }
}

/** Another contender comes first in every round, so that none gains by its place. */
function inTurn(contenders: readonly string[], round: number): readonly string[] {
  const start = (round - 1) % contenders.length;
  return [...contenders.slice(start), ...contenders.slice(0, start)];
}

async function sampleOf(
  { pid, port, contender }: RunningServer,
  setup: Setup,
  { round, seconds }: { round: number; seconds: number },
): Promise<Sample> {
  const before = await readCpu(pid);
  const target = { port, setup, seconds };
  const drive = setup.rate === null
    ? await runWrk(target)
    : await runPaced(target, { node: runtime("node24").command });
  const cpu = cpuBetween(before, await readCpu(pid), { pid });
  if (drive.requests === 0) throw new Error("It answered no request");
  return {
    ...drive,
    contender: contender.name,
    setup,
    round,
    cpu: cpu.process / drive.requests,
    mainThread: cpu.mainThread / drive.requests,
  };
}
