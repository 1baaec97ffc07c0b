import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Program, type ProgramOptions, startProgram } from "../support/program.ts";
import { connectRaw, getRequest, textOf } from "../support/raw_client.ts";
import { within } from "../support/waiting.ts";

const FREE_PORT = { HOST: "127.0.0.1", PORT: "0" };

const test = suite("run");
const programs: Program[] = [];

test.after.each(async () => {
  await Promise.all(programs.splice(0).map((program) => program.kill()));
});

/** Runs the program of these tests on a free port. */
function run(options: ProgramOptions = {}): Program {
  const program = startProgram("running", { env: FREE_PORT, ...options });
  programs.push(program);
  return program;
}

/** Resolves to the port once the program says that it listens. */
async function portOf(program: Program): Promise<number> {
  const { message, url } = JSON.parse(await program.errors.next());
  assert.is(message, "Listening");
  return Number(new URL(url).port);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`${signal} answers what is in flight, says one line and ends the program`, async () => {
    const program = run();
    const client = await connectRaw(await portOf(program));
    const answer = client.exchange(getRequest("/slow"));
    assert.is(await program.output.next(), "slow");
    program.signal(signal);
    assert.is(textOf(await answer), "done");
    assert.equal(await program.exit(), { code: 0, signal: null }, String(program.errors));
    const [, stop, ...more] = program.errors.all.map((line) => JSON.parse(line));
    assert.equal(more, []);
    assert.is(stop.message, "Stopped");
    assert.is(stop.answered, 1);
    assert.is(stop.cut, 0);
    assert.equal(program.output.all, ["slow", "stopped"]);
  });
}

for (const [signal, code] of [["SIGTERM", 143], ["SIGINT", 130]] as const) {
  test(`a second ${signal} ends the program at once, with ${code}`, async () => {
    const program = run();
    const port = await portOf(program);
    const [idle, client] = [await connectRaw(port), await connectRaw(port)];
    client.send(getRequest("/never"));
    assert.is(await program.output.next(), "never");
    program.signal(signal);
    await within("The end of an idle connection", idle.closed);
    program.signal(signal);
    assert.equal(await program.exit(), { code, signal: null }, String(program.errors));
  });
}

test("a program that listens already ends another one of the same port with EADDRINUSE", async () => {
  const port = await portOf(run());
  const second = run({ env: { HOST: "127.0.0.1", PORT: String(port) } });
  assert.equal(await second.exit(), { code: 1, signal: null });
  assert.match(String(second.errors), "EADDRINUSE");
  assert.match(String(second.errors), String(port));
});

if ("Deno" in globalThis) {
  test("Deno needs no permissions but ffi and net, and the two of the environment", async () => {
    const permissions = ["--allow-ffi", "--allow-net=127.0.0.1", "--allow-env=HOST,PORT"];
    const program = run({ permissions });
    const client = await connectRaw(await portOf(program));
    assert.is(textOf(await client.exchange(getRequest("/"))), "here");
    program.signal("SIGTERM");
    assert.equal(await program.exit(), { code: 0, signal: null }, String(program.errors));
  });

  test("without the net permission Deno ends with SPK_PERMISSION, and the flag to add", async () => {
    const program = run({ permissions: ["--allow-ffi", "--allow-env=HOST,PORT"] });
    assert.equal(await program.exit(), { code: 1, signal: null });
    assert.match(String(program.errors), "SPK_PERMISSION");
    assert.match(String(program.errors), "--allow-net=127.0.0.1");
  });

  test("without the ffi permission Deno ends with SPK_PERMISSION, and the flag to add", async () => {
    const program = run({ permissions: ["--allow-net"] });
    assert.equal(await program.exit(), { code: 1, signal: null });
    assert.match(String(program.errors), "SPK_PERMISSION");
    assert.match(String(program.errors), "--allow-ffi");
  });
}

test.run();
