import process from "node:process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startLoad } from "../support/load.ts";
import { type Program, startProgram } from "../support/program.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { eventually, within } from "../support/waiting.ts";

const ROUNDS = process.env.SPIKARD_STRESS === undefined ? 2 : 10;
/** Answers of each load before the program ends, so that it ends in full swing. */
const WARM = 300;

/** A way to end under load. */
interface Ending {
  readonly program: "ending" | "ending_workers";
  readonly how: string;
  readonly code: number;
  /** What is asked of each server of the program. */
  readonly targets: readonly string[];
}

const WORKER_TARGETS = ["/", "/", "/later"];
const ENDINGS: readonly Ending[] = [
  ...["/sync", "/async"].flatMap((target): Ending[] => [
    { program: "ending", how: "close", code: 0, targets: [target] },
    { program: "ending", how: "exit", code: 7, targets: [target] },
    { program: "ending", how: "throw", code: 1, targets: [target] },
    { program: "ending", how: "reject", code: 1, targets: [target] },
  ]),
  { program: "ending_workers", how: "terminate", code: 0, targets: WORKER_TARGETS },
  { program: "ending_workers", how: "exit", code: 7, targets: WORKER_TARGETS },
  { program: "ending_workers", how: "throw", code: 1, targets: WORKER_TARGETS },
];

const test = suite("teardown");

async function endUnderLoad(program: Program, targets: readonly string[]): Promise<void> {
  const ports: number[] = [];
  for (const _ of targets) ports.push(await program.port());
  const loads = await Promise.all(ports.map((port, index) => {
    return startLoad(port, { connections: 8, request: getRequest(targets[index] ?? "/") });
  }));
  await eventually("A full load", () => loads.every(({ answered }) => answered > WARM));
  const client = await connectRaw(ports[0] ?? 0);
  client.send(getRequest("/end"));
  const ends = [client.closed, ...loads.map(({ ended }) => ended)];
  await within("The end of all connections", Promise.all(ends));
}

async function runEnding({ program: name, how, code, targets }: Ending): Promise<void> {
  const program = startProgram(name, { args: [how] });
  try {
    await endUnderLoad(program, targets);
    assert.equal(await program.exit(), { code, signal: null }, String(program.errors));
  } finally {
    await program.kill();
  }
}

for (const ending of ENDINGS) {
  const { program, how, targets } = ending;
  for (let round = 1; round <= ROUNDS; round++) {
    test(`${program} by ${how} under load of ${targets} is clean, round ${round}`, async () => {
      await runEnding(ending);
    });
  }
}

test.run();
