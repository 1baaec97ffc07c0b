import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startLoad } from "../support/load.ts";
import { type Program, startProgram } from "../support/program.ts";
import { connectRaw, getRequest, textOf } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";

const test = suite("blocked loop");
let program: Program;

test.before(() => {
  program = startProgram("blocking_server");
});
test.after(() => program.kill());

/** A load of few connections, so that the JavaScript thread serves the network itself where it may. */
async function warmUp(port: number): Promise<void> {
  const load = await startLoad(port, { connections: 4, request: getRequest("/") });
  await eventually("An answer to 2,000 requests", () => load.answered > 2_000);
  await load.stop();
}

test("a handler that blocks for 3 s holds up no answer that Rust can give", async () => {
  const port = await program.port();
  await warmUp(port);
  const [blocking, waiting, kept] = await Promise.all([1, 2, 3].map(() => connectRaw(port)));
  const order: string[] = [];
  const blocked = blocking!.exchange(getRequest("/block")).then((answer) => {
    order.push("block");
    return textOf(answer);
  });
  // What is sent with it might run first.
  await sleep(200);
  const late = waiting!.exchange(getRequest("/"));
  const none = kept!.exchange(getRequest("/none"));
  assert.is((await none).status, 404);
  const stranger = await connectRaw(port);
  assert.is((await stranger.exchange(getRequest("/none"))).status, 404);
  assert.is((await late).status, 504);
  order.push("others");
  assert.is(await blocked, "done");
  assert.equal(order, ["others", "block"]);
  assert.is(textOf(await kept!.exchange(getRequest("/"))), "here");
});

test.run();
