import { connect } from "node:net";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Program, startProgram } from "../support/program.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { within } from "../support/waiting.ts";

const CHUNKED = "HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n";
/** What goes on while the program ends. */
const REQUESTS: readonly string[] = [
  getRequest("/bytes"),
  getRequest("/ticks"),
  `POST /back ${CHUNKED}`,
];
const EACH = 4;
const ENDINGS: readonly (readonly [how: string, code: number])[] = [
  ["close", 0],
  ["exit", 7],
  ["throw", 1],
  ["terminate", 0],
];

const test = suite("teardown of streams");

/** Opens a connection that reads and forgets; the inner promise resolves when it has ended. */
async function open(port: number, request: string): Promise<{ readonly closed: Promise<void> }> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("error", () => {});
  await new Promise<void>((resolve) => socket.once("data", () => resolve()).write(request));
  socket.resume();
  return { closed };
}

function openAll(port: number): Promise<{ readonly closed: Promise<void> }[]> {
  const requests = REQUESTS.flatMap((request) => Array.from({ length: EACH }, () => request));
  return Promise.all(requests.map((request) => open(port, request)));
}

async function endAmidStreams(program: Program): Promise<void> {
  const port = await program.port();
  const clients = [...await openAll(port), ...await openAll(await program.port())];
  const client = await connectRaw(port);
  await client.exchange(getRequest("/here"));
  client.send(getRequest("/end"));
  await within("The end of all streams", Promise.all(clients.map(({ closed }) => closed)));
}

for (const [how, code] of ENDINGS) {
  test(`a program that ends by ${how} amid streams, in a worker too, ends clean`, async () => {
    const program = startProgram("ending_streams", { args: [how] });
    try {
      await endAmidStreams(program);
      assert.equal(await program.exit(), { code, signal: null }, String(program.errors));
    } finally {
      await program.kill();
    }
  });
}

test.run();
