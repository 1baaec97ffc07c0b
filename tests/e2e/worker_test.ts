import { once } from "node:events";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard } from "../../mod.ts";
import { startLoad } from "../support/load.ts";
import {
  connectMany,
  connectRaw,
  getRequest,
  type RawClient,
  textOf,
} from "../support/raw_client.ts";
import { startProgram } from "../support/program.ts";
import { eventually, within } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";
import {
  startWorkerServer,
  startWorkerServers,
  type WorkerServer,
} from "../support/worker_server.ts";

const LOAD = { connections: 4, request: getRequest("/later") };

const test = suite("worker");
const serve = withServer(test);

/** Sends requests that are never answered, and resolves once their handlers run. */
async function hang({ worker, port }: WorkerServer, clients: readonly RawClient[]): Promise<void> {
  let hanging = 0;
  const count = (message: unknown) => void (message === "hanging" && hanging++);
  worker.on("message", count);
  for (const client of clients) client.send(getRequest("/hang"));
  await eventually(`That all handlers of port ${port} hang`, () => hanging === clients.length);
  worker.off("message", count);
}

/** Status of an answer, or "closed" where the connection ends without one. */
async function outcomeOf(client: RawClient): Promise<number | "closed"> {
  try {
    return (await client.receive()).status;
  } catch {
    await within("The end of a connection", client.closed);
    return "closed";
  }
}

test("several workers and this thread serve side by side", async () => {
  const workers = await startWorkerServers(3);
  const app = new Spikard();
  app.get("/", () => "main");
  const ports = [(await serve(app)).port, ...workers.map(({ port }) => port)];
  assert.is(new Set(ports).size, 4);
  for (let round = 0; round < 20; round++) {
    const clients = await Promise.all(ports.map(connectRaw));
    const answers = await Promise.all(clients.map((client) => client.exchange(getRequest("/"))));
    assert.equal(answers.map(textOf), ["main", "here", "here", "here"]);
    await Promise.all(clients.map((client) => client.close()));
  }
  await Promise.all(workers.map(({ worker }) => worker.terminate()));
});

test("terminating a worker answers its requests, and leaves other isolates alone", async () => {
  const [first, second] = await startTwo();
  const app = new Spikard();
  app.get("/later", () => new Promise((resolve) => setTimeout(() => resolve("later"), 1)));
  const loads = [
    await startLoad(second.port, LOAD),
    await startLoad((await serve(app)).port, LOAD),
  ];
  const clients = await connectMany(first.port, 32);
  await hang(first, clients);
  await first.worker.terminate();
  for (const outcome of await Promise.all(clients.map(outcomeOf))) {
    assert.ok(outcome === 503 || outcome === "closed", `a request ended with ${outcome}`);
  }
  for (const load of loads) {
    const before = load.answered;
    await eventually("Answers of another isolate", () => load.answered > before + 100);
    await load.stop();
    assert.equal([...load.statuses.keys()], [200]);
    assert.is(load.lost, 0);
  }
  await second.worker.terminate();
});

async function startTwo(): Promise<[WorkerServer, WorkerServer]> {
  return [await startWorkerServer(), await startWorkerServer()];
}

test("a terminated worker listens no more", async () => {
  const { worker, port } = await startWorkerServer();
  await (await connectRaw(port)).exchange(getRequest("/"));
  await worker.terminate();
  await eventually("A refused connection", () => isRefused(port));
});

async function isRefused(port: number): Promise<boolean> {
  const client = await connectRaw(port).catch(() => undefined);
  await client?.close();
  return client === undefined;
}

for (const path of ["/exit", "/throw"]) {
  test(`a worker that ends itself under load, on ${path}, takes nobody along`, async () => {
    const [first, second] = await startTwo();
    const load = await startLoad(first.port, LOAD);
    await eventually("Answers", () => load.answered > 100);
    const ended = once(first.worker, "exit");
    (await connectRaw(first.port)).send(getRequest(path));
    // once() rejects on the event "error", which tells of the throw.
    await within("The end of the worker", ended.catch(() => {}));
    await within("The end of its connections", load.ended);
    const client = await connectRaw(second.port);
    assert.is(textOf(await client.exchange(getRequest("/"))), "here");
    await second.worker.terminate();
  });
}

test("workers may come one after the other where nothing else has loaded the addon", async () => {
  const program = startProgram("successive_workers");
  try {
    const lines = [];
    for (let count = 0; count < 3; count++) lines.push(await program.output.next());
    assert.equal(lines, ["here", "here", "here"]);
    assert.equal(await program.exit(), { code: 0, signal: null }, String(program.errors));
  } finally {
    await program.kill();
  }
});

test("workers may come and go under load", async () => {
  for (let round = 0; round < 5; round++) {
    const [first, second] = await startTwo();
    const loads = await Promise.all([first, second].map(({ port }) => startLoad(port, LOAD)));
    await eventually("Answers", () => loads.every(({ answered }) => answered > 50));
    await Promise.all([first.worker.terminate(), second.worker.terminate()]);
    await within("The end of all connections", Promise.all(loads.map(({ ended }) => ended)));
  }
});

test.run();
