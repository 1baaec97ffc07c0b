import { existsSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Program, startProgram } from "../support/program.ts";
import { connectRaw, getRequest, textOf } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";

const test = suite("fault: outputs that cannot be written");
const programs: Program[] = [];

test.after.each(async () => {
  await Promise.all(programs.splice(0).map((program) => program.kill()));
});

/** A port that is free now: a program without outputs cannot tell its own. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      // Cast: it listens on a port, not on a pipe.
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function isListening(port: number): Promise<boolean> {
  const client = await connectRaw(port).catch(() => undefined);
  await client?.close();
  return client !== undefined;
}

async function start(port: number, shell?: string): Promise<Program> {
  const env = { HOST: "127.0.0.1", PORT: String(port) };
  const program = startProgram("logging", { env, ...(shell !== undefined && { shell }) });
  programs.push(program);
  await eventually("the program listens", () => isListening(port));
  return program;
}

/** Has lines logged, on one connection, and then stops the program. */
async function expectService(program: Program, port: number): Promise<void> {
  const client = await connectRaw(port);
  for (let round = 0; round < 50; round++) {
    assert.is((await client.exchange(getRequest("/throw"))).status, 500);
    const failed = await fetch(`http://127.0.0.1:${port}/fail`).then((answer) => answer.text())
      .then(() => "whole", () => "cut");
    assert.is(failed, "cut");
    assert.is(textOf(await client.exchange(getRequest("/say"))), "said");
  }
  assert.is(textOf(await client.exchange(getRequest("/"))), "here");
  program.signal("SIGTERM");
  assert.equal(await program.exit(), { code: 0, signal: null });
}

test("a program goes on serving, and stops in order, once nobody reads its outputs", async () => {
  const port = await freePort();
  const program = await start(port);
  program.deafen();
  await expectService(program, port);
});

for (
  const [name, shell] of [
    ["that it never had", 'exec "$@" >&- 2>&-'],
    ["whose disk is full", 'exec "$@" >/dev/full 2>/dev/full'],
  ] as const
) {
  if (!existsSync("/dev/full")) continue;
  test(`a program goes on serving, and stops in order, with outputs ${name}`, async () => {
    const port = await freePort();
    await expectService(await start(port, shell), port);
  });
}

test.run();
