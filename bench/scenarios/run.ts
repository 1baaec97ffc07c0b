/**
 * Puts servers through scenarios that requests per second say nothing of: `deno task
 * bench:scenarios`.
 *
 * @module
 */
import { parseArgs } from "node:util";
import type { ContenderRuntime } from "../http/contenders.ts";
import { requireWrk } from "../http/generators.ts";
import { prepare } from "../http/prepare.ts";
import { spreadOf } from "../http/samples.ts";
import { startServer, stopServers } from "../http/server.ts";
import { blocked } from "./blocked.ts";
import { download } from "./download.ts";
import { events } from "./events.ts";
import { rejected } from "./rejected.ts";
import { contenderOf, type Figures, type Scenario, type ServerName } from "./scenario.ts";
import { stop } from "./stop.ts";

const SCENARIOS: readonly Scenario[] = [download, events, blocked, rejected, stop];
const HELP = `deno task bench:scenarios [options]
  --only a,b        scenarios: ${SCENARIOS.map(({ name }) => name).join(", ")} (all)
  --runtimes a,b    what Spikard runs on: node24, bun, deno (all); peers run on node24
  --rounds 3        rounds, each with every server in turn`;

interface Plan {
  readonly scenarios: readonly Scenario[];
  readonly runtimes: readonly ContenderRuntime[];
  readonly rounds: number;
}

type Line = readonly [server: ServerName, on: ContenderRuntime];

function readPlan(args: string[]): Plan | null {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: { only: text, runtimes: text, rounds: text, help: { type: "boolean" } },
  });
  if (values.help) return null;
  const names = values.only?.split(",") ?? SCENARIOS.map(({ name }) => name);
  const unknown = names.find((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown !== undefined) throw new Error(`"${unknown}" is not a scenario\n${HELP}`);
  return {
    scenarios: SCENARIOS.filter(({ name }) => names.includes(name)),
    // Checked when the runtime is looked up.
    runtimes: (values.runtimes?.split(",") ?? ["node24", "bun", "deno"]) as ContenderRuntime[],
    rounds: Number(values.rounds ?? 3),
  };
}

function linesOf({ servers }: Scenario, runtimes: readonly ContenderRuntime[]): Line[] {
  return servers.flatMap((server): Line[] =>
    server === "spikard" ? runtimes.map((on) => [server, on]) : [[server, "node24"]]
  );
}

async function runOnce(scenario: Scenario, [name, on]: Line): Promise<Figures> {
  const contender = contenderOf(name, on);
  await prepare(contender);
  const server = await startServer(contender, { isPinned: false });
  try {
    return await scenario.run(server);
  } finally {
    await server.stop();
  }
}

async function runScenario(scenario: Scenario, { runtimes, rounds }: Plan): Promise<void> {
  console.log(`${scenario.title}, ${rounds} rounds, medians [min-max]`);
  const lines = linesOf(scenario, runtimes);
  const results = lines.map((): Figures[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, line] of lines.entries()) {
      try {
        results[index]!.push(await runOnce(scenario, line));
      } catch (cause) {
        console.error(
          `  ${line.join("-")} failed: ${cause instanceof Error ? cause.message : cause}`,
        );
        Deno.exitCode = 1;
      }
    }
  }
  for (const [index, line] of lines.entries()) {
    console.log(`  ${line.join("-").padEnd(18)}${describe(results[index]!)}`);
  }
}

function describe(rounds: readonly Figures[]): string {
  return Object.keys(rounds[0] ?? {}).map((name) => {
    const spread = spreadOf(rounds.flatMap((figures) => figures[name] ?? []));
    if (spread === null) return `${name} -`;
    const [median, min, max] = [spread.median, spread.min, spread.max].map((value) =>
      value.toFixed(value < 10 ? 2 : 0)
    );
    return `${name} ${median} [${min}-${max}]`;
  }).join("   ");
}

async function main(): Promise<void> {
  try {
    const plan = readPlan(Deno.args);
    if (plan === null) return console.log(HELP);
    await requireWrk();
    for (const scenario of plan.scenarios) await runScenario(scenario, plan);
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause);
    Deno.exitCode = 1;
  } finally {
    await stopServers();
  }
}

await main();
