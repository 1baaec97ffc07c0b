import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startLoad } from "../support/load.ts";
import { type Program, startProgram } from "../support/program.ts";
import { connectRaw, getRequest, jsonOf, type RawClient } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";

/** Far fewer than the hundreds that fire, and far more than a loop that starves its timers has. */
const FEW = 30;

const test = suite("timers");
let program: Program;

test.before(() => {
  program = startProgram("timers_server");
});
test.after(() => program.kill());

interface Fired {
  readonly intervals: number;
  readonly timeouts: number;
}

async function firedSoFar(client: RawClient): Promise<Fired> {
  // Its shape is that of the program's answer.
  return jsonOf(await client.exchange(getRequest("/fired"))) as Fired;
}

let port: number | undefined;

for (const kind of ["sync", "async"]) {
  test(`timers keep firing while 64 connections ask ${kind} handlers for more than they can do`, async () => {
    port ??= await program.port();
    const client = await connectRaw(port);
    const load = await startLoad(port, { connections: 64, request: getRequest(`/${kind}`) });
    await eventually("A full load", () => load.answered > 64);
    const before = await firedSoFar(client);
    await sleep(1_000);
    const after = await firedSoFar(client);
    await load.stop();
    assert.ok(load.answered > 500, `${load.answered} answers are no full load`);
    assert.ok(after.intervals - before.intervals > FEW, "setInterval() starved");
    assert.ok(after.timeouts - before.timeouts > FEW, "setTimeout() starved");
  });
}

test.run();
