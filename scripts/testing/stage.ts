/** Runs the stages of a test run one after the other, and says how each one went. */
import process from "node:process";
import { fileURLToPath } from "node:url";
import { buildNative } from "../build_native.ts";
import { killChildrenOnSignals, runChild } from "./child.ts";
import { type Count, sum } from "./count.ts";

/** The root of the checkout. */
export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

/** One program to run, and how to read what it prints. */
export interface Command {
  /** What a failure is reported under. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Milliseconds. */
  readonly limit: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly count: (output: string, status: number | string) => Count;
}

/** One part of a test run. */
export interface Stage {
  readonly name: string;
  /** How many commands run at a time. */
  readonly parallel: number;
  /** Prepares the stage and says what to run. */
  commands(): Command[];
}

/** Builds the addon where it is out of date; ends the run where it cannot be built. */
export function buildFirst(): void {
  const start = performance.now();
  try {
    buildNative();
    printTime("build", start, "");
  } catch (error) {
    console.log(`${messageOf(error)}\n\n0 passed, 1 failed`);
    process.exit(1);
  }
}

/**
 * Runs stages, and prints `N passed, N failed` as the last line. The budget is in milliseconds
 * since this process has started. Returns the exit code: 0 when there were tests and all of them
 * passed in time.
 */
export async function runStages(stages: readonly Stage[], budget: number): Promise<number> {
  killChildrenOnSignals();
  const counts: Count[] = [];
  for (const stage of stages) counts.push(await runStage(stage, budget));
  const isLate = performance.now() > budget;
  if (isLate) console.log(`The run took more than its ${budget / 60_000} minutes`);
  const { passed, failed } = sum(counts);
  console.log(`\n${passed} passed, ${failed} failed`);
  return isLate || failed > 0 || passed === 0 ? 1 : 0;
}

async function runStage(stage: Stage, deadline: number): Promise<Count> {
  const start = performance.now();
  const { passed, failed } = await countStage(stage, deadline);
  const failures = failed > 0 ? `, ${failed} of them failed` : "";
  printTime(stage.name, start, `${passed + failed} tests${failures}`);
  return { passed, failed };
}

async function countStage({ name, parallel, commands }: Stage, deadline: number): Promise<Count> {
  const counts: Count[] = [];
  try {
    const waiting = commands();
    await Promise.all(Array.from({ length: parallel }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        counts.push(await runCommand(next, deadline));
      }
    }));
  } catch (error) {
    console.log(`\n${name}: ${messageOf(error)}`);
    counts.push({ passed: 0, failed: 1 });
  }
  return sum(counts);
}

async function runCommand(command: Command, deadline: number): Promise<Count> {
  const { output, status } = await runChild(command.command, command.args, {
    limit: Math.max(0, Math.min(command.limit, deadline - performance.now())),
    cwd: ROOT,
    env: command.env ?? {},
  });
  const count = command.count(output, status);
  if (count.failed > 0) {
    const { name } = command;
    console.log(
      `\n--- ${name} ended with ${status} ---\n${output.trimEnd()}\n--- end of ${name} ---\n`,
    );
  }
  return count;
}

function printTime(name: string, start: number, result: string): void {
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${name.padEnd(8)}${seconds.padStart(7)} s  ${result}`.trimEnd());
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
