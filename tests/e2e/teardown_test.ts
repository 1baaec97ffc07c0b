import process from "node:process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Load, startLoad } from "../support/load.ts";
import { type Program, startProgram } from "../support/program.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { eventually, within } from "../support/waiting.ts";

const ROUNDS = process.env.SPIKARD_STRESS === undefined ? 2 : 10;
/** Answers of each load before the program ends, so that it ends in full swing. */
const WARM = 300;

const test = suite("teardown");

/** A way to end, and the exit code it has. */
interface Ending {
  readonly name: string;
  readonly code: number;
}

const ALONE: readonly Ending[] = [
  { name: "close", code: 0 },
  { name: "exit", code: 7 },
  { name: "throw", code: 1 },
  { name: "reject", code: 1 },
];
const WITH_WORKERS: readonly Ending[] = [
  { name: "terminate", code: 0 },
  { name: "exit", code: 7 },
  { name: "throw", code: 1 },
];

async function endUnderLoad(program: Program, targets: readonly string[]): Promise<void> {
  const ports: number[] = [];
  for (const _ of targets) ports.push(await program.port());
  const loads = await Promise.all(ports.map((port, index) => {
    return startLoad(port, { connections: 8, request: getRequest(targets[index] ?? "/") });
  }));
  await eventually("A full load", () => loads.every(({ answered }) => answered > WARM));
  const client = await connectRaw(ports[0] ?? 0);
  client.send(getRequest("/end"));
  await within("The end of all connections", endOf([...loads, { ended: client.closed }]));
}

function endOf(loads: readonly Pick<Load, "ended">[]): Promise<unknown> {
  return Promise.all(loads.map(({ ended }) => ended));
}

async function assertEnds(program: Program, { code }: Ending): Promise<void> {
  assert.equal(await program.exit(), { code, signal: null }, program.errors);
}

for (const ending of ALONE) {
  for (const target of ["/sync", "/async"]) {
    for (let round = 1; round <= ROUNDS; round++) {
      test(`${ending.name} under load of ${target} ends the process cleanly, round ${round}`, async () => {
        const program = startProgram("ending", { args: [ending.name] });
        await endUnderLoad(program, [target]);
        await assertEnds(program, ending);
      });
    }
  }
}

for (const ending of WITH_WORKERS) {
  for (let round = 1; round <= ROUNDS; round++) {
    test(`${ending.name} beside workers under load ends the process cleanly, round ${round}`, async () => {
      const program = startProgram("ending_workers", { args: [ending.name] });
      await endUnderLoad(program, ["/", "/", "/later"]);
      await assertEnds(program, ending);
    });
  }
}

test.run();
