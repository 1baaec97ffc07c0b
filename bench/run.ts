/**
 * Measures Spikard and its peers: `deno task bench`. bench/README.md tells how to read it.
 *
 * @module
 */
import { goalsOf, judge, planOfGoals } from "./goals.ts";
import { requireWrk } from "./http/generators.ts";
import { measure, type Outcome } from "./http/measure.ts";
import { stopServers } from "./http/server.ts";
import { describeMachine, machineLine } from "./machine.ts";
import { HELP, type Options, parseOptions, planOf } from "./options.ts";
import { reportGoals, reportSeries } from "./report.ts";

const INTERRUPTED = 130;

/** Measures what the options name and prints it. */
async function bench(options: Options): Promise<void> {
  if (Deno.build.os !== "linux") throw new Error("The bench reads /proc: run it on Linux");
  await requireWrk();
  const goals = options.isGoals ? goalsOf(options) : [];
  const plan = options.isGoals ? planOfGoals(goals) : planOf(options);
  if (plan.length === 0) throw new Error("None of these contenders takes any of these loads");
  const machine = await describeMachine(plan.flatMap(({ contenders }) => contenders));
  console.log(`${machineLine(machine)}\n${options.rounds} rounds of ${options.seconds} s\n`);
  const outcome = await measure(plan, options, { onProgress: showProgress });
  showProgress("");
  for (const series of plan) console.log(`${reportSeries(series, outcome.samples)}\n`);
  if (options.isGoals) console.log(`${reportGoals(judge(goals, outcome.samples))}\n`);
  if (options.json !== null) {
    await Deno.writeTextFile(options.json, JSON.stringify({ machine, ...outcome }, null, 2));
  }
  reportFailures(outcome);
}

function reportFailures({ failures }: Outcome): void {
  for (const { contender, reason } of failures) console.error(`${contender} failed: ${reason}`);
  if (failures.length > 0) Deno.exitCode = 1;
}

function showProgress(line: string): void {
  if (!Deno.stderr.isTerminal()) return;
  Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[K${line}`));
}

async function interrupt(): Promise<void> {
  await stopServers();
  Deno.exit(INTERRUPTED);
}

async function main(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, interrupt);
  try {
    const options = parseOptions(Deno.args);
    if (options === null) console.log(HELP);
    else await bench(options);
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause);
    Deno.exitCode = 1;
  } finally {
    await stopServers();
  }
  // The signal listeners would keep the process alive.
  Deno.exit();
}

await main();
