import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startLoad } from "../support/load.ts";
import { type Program, startProgram } from "../support/program.ts";
import { connectRaw, getRequest, jsonOf, postRequest } from "../support/raw_client.ts";

/** Requests of each half. */
const REQUESTS = 1_000_000;
/** How much the second half may add to what the first one has left, as a share. */
const GROWTH = 0.05;
const BODY = JSON.stringify({ name: "Ada", text: "x".repeat(500) });

const test = suite("memory");
let program: Program;

test.before(() => {
  program = startProgram("memory_server");
});
test.after(() => program.kill());

async function sendHalf(port: number): Promise<void> {
  const loads = await Promise.all([
    startLoad(port, { connections: 32, request: getRequest("/users/42?q=hello") }),
    startLoad(port, {
      connections: 32,
      request: postRequest("/echo", BODY, { type: "application/json" }),
    }),
  ]);
  const answered = () => loads.reduce((total, load) => total + load.answered, 0);
  while (answered() < REQUESTS) await new Promise((resolve) => setTimeout(resolve, 100));
  await Promise.all(loads.map((load) => load.stop()));
}

/** Bytes that the server needs. */
async function residentSize(port: number): Promise<number> {
  const client = await connectRaw(port);
  // Its shape is that of the program's answer.
  const { resident } = jsonOf(await client.exchange(getRequest("/memory"))) as { resident: number };
  await client.close();
  return resident;
}

test("the second million requests needs no more memory than the first", async () => {
  const port = await program.port();
  await sendHalf(port);
  const before = await residentSize(port);
  await sendHalf(port);
  const after = await residentSize(port);
  console.log(`${before >> 20} MiB, then ${after >> 20} MiB`);
  assert.ok(after <= before * (1 + GROWTH), `${before} bytes became ${after}`);
});

test.run();
