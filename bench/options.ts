/**
 * The command line of `deno task bench`.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { CONTENDERS, DEFAULT_CONTENDERS, serves } from "./http/contenders.ts";
import { isLoadName, type LoadName, LOADS } from "./http/loads.ts";
import type { Effort, Series } from "./http/measure.ts";

/** What to measure, and how long. */
export interface Options extends Effort {
  readonly contenders: readonly string[];
  readonly loads: readonly LoadName[];
  readonly connections: readonly number[];
  /** Rates of the paced mode; empty where each connection asks again at once. */
  readonly rates: readonly number[];
  readonly isPinned: boolean;
  /** Whether to measure the project's goals for these loads instead of the choice above. */
  readonly isGoals: boolean;
  /** File to write all samples to, `null` for none. */
  readonly json: string | null;
}

/** What `--help` prints. */
export const HELP: string = `deno task bench [options]
  --only a,b           contenders: ${[...CONTENDERS.keys()].join(", ")}
  --load get,post      loads: ${Object.keys(LOADS).join(", ")} (all)
  --connections 8,64   connections kept busy (64)
  --rounds 5           rounds, each with every contender in turn
  --seconds 3          seconds of one measurement
  --pin                server on core 0, load generator on core 1
  --paced 200,2000     one connection at so many requests a second, instead of --connections
  --goals              the project's goals, each with what was measured; with --load those of it
  --json FILE          write all samples to FILE`;

const FLAGS = {
  only: { type: "string" },
  load: { type: "string" },
  connections: { type: "string" },
  rounds: { type: "string" },
  seconds: { type: "string" },
  pin: { type: "boolean" },
  paced: { type: "string" },
  goals: { type: "boolean" },
  json: { type: "string" },
  help: { type: "boolean" },
} as const;

/** Reads the command line; `null` where it asks for help. Throws on anything it does not know. */
export function parseOptions(args: string[]): Options | null {
  const values = parseFlags(args);
  if (values.help) return null;
  return {
    contenders: contenderNames(values.only),
    loads: loadNames(values.load),
    connections: positiveNumbers("--connections", values.connections ?? "64"),
    rounds: positiveNumber("--rounds", values.rounds ?? "5"),
    seconds: positiveNumber("--seconds", values.seconds ?? "3"),
    isPinned: values.pin ?? false,
    rates: values.paced === undefined ? [] : positiveNumbers("--paced", values.paced),
    isGoals: values.goals ?? false,
    json: values.json ?? null,
  };
}

/** The series that the options stand for, each with the contenders that take its load. */
export function planOf({ contenders, loads, connections, rates, isPinned }: Options): Series[] {
  const drives = rates.length > 0
    ? rates.map((rate) => ({ connections: 1, rate }))
    : connections.map((count) => ({ connections: count, rate: null }));
  return drives.flatMap((drive) =>
    loads.map((load) => ({
      setup: { load, ...drive, isPinned },
      contenders: contenders.filter((name) => serves(CONTENDERS.get(name)!, load)),
    }))
  ).filter((series) => series.contenders.length > 0);
}

function parseFlags(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${reason}. "deno task bench --help" lists the options`);
  }
}

function contenderNames(text: string | undefined): readonly string[] {
  if (text === undefined) return DEFAULT_CONTENDERS;
  const names = text.split(",");
  const unknown = names.find((name) => !CONTENDERS.has(name));
  if (unknown === undefined) return names;
  throw new Error(
    `"${unknown}" is not a contender. Choose among ${[...CONTENDERS.keys()].join(", ")}`,
  );
}

function loadNames(text: string | undefined): LoadName[] {
  const names = text?.split(",") ?? Object.keys(LOADS);
  const unknown = names.find((name) => !isLoadName(name));
  if (unknown === undefined) return names.filter(isLoadName);
  throw new Error(`"${unknown}" is not a load. Choose among ${Object.keys(LOADS).join(", ")}`);
}

function positiveNumbers(flag: string, text: string): number[] {
  return text.split(",").map((part) => positiveNumber(flag, part));
}

function positiveNumber(flag: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`${flag} takes whole numbers above zero, not "${text}"`);
}
