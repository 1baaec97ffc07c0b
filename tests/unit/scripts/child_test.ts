import process from "node:process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runChild } from "../../../scripts/testing/child.ts";

const test = suite("runChild");
const LONG = 60_000;

const evaluate = (script: string, limit = LONG, env = {}) =>
  runChild(process.execPath, ["eval", script], { limit, cwd: ".", env });

test("keeps both outputs and the exit code", async () => {
  const script = 'console.log("out"); console.error("err"); Deno.exit(3)';
  const { output, status } = await evaluate(script);
  assert.match(output, "out\n");
  assert.match(output, "err\n");
  assert.is(status, 3);
});

test("names the signal that ended the child", async () => {
  const { status } = await evaluate('Deno.kill(Deno.pid, "SIGKILL"); setTimeout(() => {}, 60_000)');
  assert.is(status, "SIGKILL");
});

test("kills a child at its time limit", async () => {
  const { status } = await evaluate("setTimeout(() => {}, 60_000)", 50);
  assert.is(status, "time limit");
});

test("ends what the child has left behind", async () => {
  const script = `import { spawn } from "node:child_process";
    spawn(Deno.execPath(), ["eval", "setTimeout(() => {}, 60_000)"], { stdio: "inherit" }).unref();
    Deno.exit(0)`;
  assert.is((await evaluate(script)).status, 0);
});

test("adds variables to the environment it has", async () => {
  const script = "console.log(Deno.env.get('SPIKARD_PROBE'), Deno.env.has('PATH'))";
  assert.match((await evaluate(script, LONG, { SPIKARD_PROBE: "here" })).output, "here true");
});

test("says that a program does not exist", async () => {
  const { status } = await runChild("no-such-program", [], { limit: LONG, cwd: "." });
  assert.match(String(status), "ENOENT");
});

test.run();
