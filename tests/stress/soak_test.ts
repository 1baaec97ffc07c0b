import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { soak } from "./soak.ts";

const SECONDS = Number(process.env.SPIKARD_SOAK_SECONDS ?? 180);
const STALL_LIMIT = 100;

const test = suite("soak");

test("no answer takes over 100 ms in minutes of bursts and pauses", async () => {
  const server = startServer();
  try {
    const report = await soak(await portOf(server), { seconds: SECONDS, stallLimit: STALL_LIMIT });
    console.log(`${report.requests} requests, the slowest took ${report.slowest.toFixed(1)} ms`);
    assert.equal(report.stalls, []);
    assert.ok(report.requests > SECONDS);
  } finally {
    server.kill("SIGKILL");
  }
});

/** The server runs on the runtime of this test, from the same kind of file. */
function startServer(): ChildProcess {
  const file = import.meta.url.endsWith(".ts") ? "./soak_server.ts" : "./soak_server.js";
  const path = fileURLToPath(new URL(file, import.meta.url));
  const run = "Deno" in globalThis ? ["run", "-A", "--node-modules-dir=manual"] : [];
  return spawn(process.execPath, [...run, path], { stdio: ["ignore", "pipe", "inherit"] });
}

async function portOf(server: ChildProcess): Promise<number> {
  if (server.stdout === null) throw new Error("The server has no standard output");
  const ended = once(server, "exit").then(([status]) => {
    throw new Error(`The server ended with ${status} before it listened`);
  });
  const [line] = await Promise.race([once(server.stdout, "data"), ended]);
  return Number(String(line));
}

test.run();
