/**
 * The speed that this project has promised itself, cell by cell, and whether a run reached it.
 *
 * @module
 */
import { type LoadName, LOADS } from "./http/loads.ts";
import type { Series } from "./http/measure.ts";
import {
  type Figure,
  figureOf,
  ratioOf,
  type Sample,
  samplesOf,
  type Setup,
  setupKey,
  type Spread,
  spreadOf,
} from "./http/samples.ts";

/** One promise: a figure of Spikard, or its ratio to a peer's under the same setup. */
export interface Goal {
  readonly subject: string;
  /** Whose figure divides the subject's; `null` where the goal is in microseconds. */
  readonly peer: string | null;
  readonly figure: Figure;
  readonly setup: Setup;
  /** The least ratio of requests per second, or the most CPU time. */
  readonly bound: number;
}

/** A goal beside what was measured. */
export interface Verdict {
  readonly goal: Goal;
  /** `null` where the subject or the peer gave no sample. */
  readonly measured: Spread | null;
  readonly result: "reached" | "missed" | "not measured";
}

type Pair = Pick<Goal, "subject" | "peer" | "figure">;

/** Every goal, in the order of the report. */
const GOALS: readonly Goal[] = [
  ...perLoad(throughput("spikard-node24", "fastify-node24"), { get: 2.2, params: 2.1, post: 2.5 }),
  ...perLoad(throughput("spikard-node24-async", "fastify-node24"), { get: 1.9, params: 1.9 }),
  ...perLoad(throughput("spikard-node24", "node_http-node24"), { get: 1.7, params: 1.7, post: 2 }),
  ...perLoad(throughput("spikard-bun", "bun_serve"), { get: 0.9, params: 1, post: 1.1 }),
  ...perLoad(throughput("spikard-deno", "deno_serve"), { get: 0.9, params: 1, post: 1.05 }),
  ...perLoad(throughput("spikard-node24", "fastify-node24"), { user: 3 }),
  ...perLoad(throughput("spikard-node24", "hono-node24"), { user: 3.2 }),
  ...perLoad(throughput("spikard-bun", "elysia-bun"), { user: 1.35 }),
  ...perLoad(throughput("spikard-deno", "hono-deno"), { user: 1.3 }),
  ...perLoad(cpu("spikard-node24", "axum"), { get: 1.5, params: 1.7, post: 1.8 }),
  ...["spikard-node24", "spikard-bun", "spikard-deno"].flatMap((subject) => [
    goal(mainThread(subject), { connections: 64 }, 1.8),
    goal(mainThread(subject), { connections: 256 }, 1),
  ]),
  goal(throughput("spikard-node24", "node_http-node24"), { connections: 8 }, 1.1),
  goal(throughput("spikard-node24", "node_http-node24"), { connections: 1 }, 0.95),
  goal(throughput("spikard-node24", "fastify-node24"), { isPinned: true }, 2),
  goal(throughput("spikard-bun", "bun_serve"), { isPinned: true }, 0.85),
  goal(throughput("spikard-node24", "node_http-node24"), { isPinned: true, connections: 8 }, 1),
  goal(cpu("spikard-node24", "node_http-node24"), { connections: 1, rate: 200 }, 2),
  goal(cpu("spikard-node24", "node_http-node24"), { connections: 1, rate: 2_000 }, 2),
];

/** The goals for these loads. */
export function goalsOf({ loads }: { readonly loads: readonly LoadName[] }): Goal[] {
  return GOALS.filter(({ setup }) => loads.includes(setup.load));
}

/** The series that hold every cell of the goals once. */
export function planOfGoals(goals: readonly Goal[]): Series[] {
  const bySetup = Map.groupBy(goals, ({ setup }) => setupKey(setup));
  return [...bySetup.values()].map((group) => {
    const names = group.flatMap(({ subject, peer }) => peer === null ? [subject] : [subject, peer]);
    return { setup: group[0]!.setup, contenders: [...new Set(names)] };
  });
}

/** Holds the goals against what was measured. */
export function judge(goals: readonly Goal[], samples: readonly Sample[]): Verdict[] {
  return goals.map((goal) => {
    const measured = measuredOf(goal, samples);
    if (measured === null) return { goal, measured, result: "not measured" };
    const isReached = goal.figure === "throughput"
      ? measured.median >= goal.bound
      : measured.median <= goal.bound;
    return { goal, measured, result: isReached ? "reached" : "missed" };
  });
}

function measuredOf(goal: Goal, samples: readonly Sample[]): Spread | null {
  const { setup, figure, subject, peer } = goal;
  const own = samplesOf(samples, setup, { contender: subject });
  if (peer === null) return spreadOf(own.map((sample) => figureOf(sample, figure)));
  return ratioOf(own, samplesOf(samples, setup, { contender: peer }), { figure });
}

function throughput(subject: string, peer: string): Pair {
  return { subject, peer, figure: "throughput" };
}

function cpu(subject: string, peer: string): Pair {
  return { subject, peer, figure: "cpu" };
}

function mainThread(subject: string): Pair {
  return { subject, peer: null, figure: "mainThread" };
}

function goal(pair: Pair, setup: Partial<Setup>, bound: number): Goal {
  const usual = { load: "get", connections: 64, rate: null, isPinned: false } as const;
  return { ...pair, setup: { ...usual, ...setup }, bound };
}

function perLoad(pair: Pair, bounds: Partial<Record<LoadName, number>>): Goal[] {
  return Object.values(LOADS).flatMap(({ name: load }) => {
    const bound = bounds[load];
    return bound === undefined ? [] : [goal(pair, { load }, bound)];
  });
}
