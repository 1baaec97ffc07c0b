import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { deno } from "../../../src/runtime/deno.ts";

const test = suite("console");
const script = fileURLToPath(new URL("./lines.ts", import.meta.url));
const run = deno !== undefined ? ["run", "--no-prompt", script] : [script];

test("writeLine() ends each line and sends it to the stream it was given", () => {
  const output = execFileSync(process.execPath, run, { stdio: ["ignore", "pipe", "ignore"] });
  assert.is(output.toString(), "out 1\nout 2\nend\n");
});

test("writeLine() survives a reader that went away", async () => {
  const child = spawn(process.execPath, run, { stdio: ["ignore", "pipe", "pipe"] });
  child.stderr.destroy();
  child.stdout.setEncoding("utf8");
  let output = "";
  child.stdout.on("data", (text) => output += text);
  const [code] = await once(child, "close");
  assert.is(code, 0);
  assert.is(output, "out 1\nout 2\nend\n");
});

test.run();
